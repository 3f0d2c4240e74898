"use client";

import { useId, useRef, useState } from "react";
import type { DeviceAnswer } from "@/lib/domain";
import { formatMoment } from "../sale/format-wall-time";
import { useTimeZone } from "../shell/use-time-zone";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import styles from "./account-page.module.css";
import { AccountTrouble } from "./account-trouble";
import { describeDevice } from "./describe-device";
import { sendForm } from "./send-form";
import { SignOut } from "./sign-out";
import { devicesPath, useDevices } from "./use-devices";

const words = {
  title: "Devices",
  about:
    "Where your account is signed in. Places in line, holds and orders are the account's: ending a device loses none.",
  this: "This device",
  nameOf: (browser: string, system: string) => `${browser} on ${system}`,
  someBrowser: "A browser",
  someSystem: "an unknown device",
  since: (moment: string) => `Signed in ${moment}`,
  end: "Sign out",
  endLabel: (name: string) => `Sign out ${name}`,
  endOthers: "Sign out all other devices",
  ended: (name: string) => `${name} is signed out.`,
  endedOthers: "All other devices are signed out.",
  failed: "Nothing was signed out: the shop did not answer. Try again.",
};

/** Where the account is signed in, and how to end that. */
export function DevicesSection() {
  const headingId = useId();
  const zone = useTimeZone();
  const { answer, problem, unreachable, mutate } = useDevices();
  const [ending, setEnding] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const status = useRef<HTMLParagraphElement>(null);

  async function end(which: string, path: string, done: string): Promise<void> {
    setEnding(which);
    setSaid("");
    const outcome = await sendForm(path, "DELETE", {});
    if (outcome.word === "done") await mutate();
    setEnding(null);
    setSaid(outcome.word === "done" ? done : outcome.word === "refused" ? outcome.detail : words.failed);
    // The button that had the focus may have gone with its row.
    status.current?.focus();
  }

  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <div className={styles.intro}>
        <h2 id={headingId}>{words.title}</h2>
        <p className={styles.about}>{words.about}</p>
      </div>
      <div className={styles.box}>
        <p role="status" tabIndex={-1} ref={status} className={styles.said}>
          {said}
        </p>
        {answer === null || zone === null ? (
          <AccountTrouble away={problem !== null || unreachable} />
        ) : (
          <>
            <ul className={styles.rows}>
              {answer.sessions.map((device) => (
                <DeviceRow
                  key={device.id}
                  device={device}
                  timeZone={zone}
                  busy={ending === device.id}
                  onEnd={(name) => void end(device.id, `${devicesPath}/${device.id}`, words.ended(name))}
                />
              ))}
            </ul>
            {answer.sessions.length > 1 && (
              <Button busy={ending === "others"} onClick={() => void end("others", devicesPath, words.endedOthers)}>
                {words.endOthers}
              </Button>
            )}
          </>
        )}
      </div>
    </section>
  );
}

interface DeviceRowProps {
  readonly device: DeviceAnswer;
  readonly timeZone: string;
  readonly busy: boolean;
  readonly onEnd: (name: string) => void;
}

function DeviceRow({ device, timeZone, busy, onEnd }: DeviceRowProps) {
  const { browser, system } = describeDevice(device.userAgent);
  const name = words.nameOf(browser ?? words.someBrowser, system ?? words.someSystem);
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.name}>
          {name} {device.current && <Chip>{words.this}</Chip>}
        </p>
        <p className={styles.about}>{words.since(formatMoment(Date.parse(device.createdAt), timeZone))}</p>
      </div>
      {device.current ? (
        <div>
          <SignOut />
        </div>
      ) : (
        <Button busy={busy} aria-label={words.endLabel(name)} onClick={() => onEnd(name)}>
          {words.end}
        </Button>
      )}
    </li>
  );
}
