"use client";

import { useId, useRef, useState } from "react";
import type { DeviceAnswer } from "@/lib/domain";
import { formatMoment } from "../sale/format-wall-time";
import { useTimeZone } from "../shell/use-time-zone";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { problemText } from "../words/problem-text";
import { useWords } from "../words/provide-words";
import styles from "./account-page.module.css";
import { AccountTrouble } from "./account-trouble";
import { describeDevice } from "./describe-device";
import { sendForm } from "./send-form";
import { SignOut } from "./sign-out";
import { devicesPath, useDevices } from "./use-devices";

/** Where the account is signed in, and how to end that. */
export function DevicesSection() {
  const say = useWords("account", "problem");
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
    setSaid(
      outcome.word === "done"
        ? done
        : outcome.word === "refused"
          ? problemText(outcome.problem, say)
          : say.account.devices.failed,
    );
    // The button that had the focus may have gone with its row.
    status.current?.focus();
  }

  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <div className={styles.intro}>
        <h2 id={headingId}>{say.account.devices.title}</h2>
        <p className={styles.about}>{say.account.devices.about}</p>
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
                  onEnd={(name) =>
                    void end(device.id, `${devicesPath}/${device.id}`, say.account.devices.ended({ name }))
                  }
                />
              ))}
            </ul>
            {answer.sessions.length > 1 && (
              <Button
                busy={ending === "others"}
                onClick={() => void end("others", devicesPath, say.account.devices.endedOthers)}
              >
                {say.account.devices.endOthers}
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
  const say = useWords("account");
  const { browser, system } = describeDevice(device.userAgent);
  const name = say.account.devices.nameOf({
    browser: browser ?? say.account.devices.someBrowser,
    system: system ?? say.account.devices.someSystem,
  });
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.name}>
          {name} {device.current && <Chip>{say.account.devices.this}</Chip>}
        </p>
        <p className={styles.about}>
          {say.account.devices.since({ moment: formatMoment(Date.parse(device.createdAt), timeZone, say.locale) })}
        </p>
      </div>
      {device.current ? (
        <div>
          <SignOut />
        </div>
      ) : (
        <Button busy={busy} aria-label={say.account.devices.endLabel({ name })} onClick={() => onEnd(name)}>
          {say.account.devices.end}
        </Button>
      )}
    </li>
  );
}
