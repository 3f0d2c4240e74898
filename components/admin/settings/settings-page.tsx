"use client";

import { AdminOnly } from "../frame/admin-only";
import { useSettings } from "../frame/use-settings";
import { AdminPage } from "../ui/admin-page";
import { ListBody } from "../ui/list-body";
import { ApiKeysSection } from "./api-keys-section";
import { DefaultsSection } from "./defaults-section";
import { GuardsSection } from "./guards-section";
import { MailSection } from "./mail-section";
import { StoreSection } from "./store-section";

const words = { title: "Settings" };

/** What holds for the whole store, a section and a Save each. */
export function SettingsPage() {
  return (
    <AdminPage title={words.title}>
      <AdminOnly>
        <Sections />
      </AdminOnly>
    </AdminPage>
  );
}

function Sections() {
  const { answer: settings, problem, unreachable, answeredAtMs, mutate } = useSettings();
  const saved = () => void mutate();
  return (
    <>
      <ListBody
        loading={settings === null}
        problem={problem}
        unreachable={unreachable}
        answeredAtMs={answeredAtMs}
        empty={null}
      >
        {settings !== null && (
          <>
            <StoreSection settings={settings} onSaved={saved} />
            <DefaultsSection settings={settings} onSaved={saved} />
            <GuardsSection settings={settings} onSaved={saved} />
            <MailSection settings={settings} onSaved={saved} />
          </>
        )}
      </ListBody>
      <ApiKeysSection timeZone={settings?.timeZone ?? "UTC"} />
    </>
  );
}
