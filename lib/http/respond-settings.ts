import type { SettingsAnswer, TestMailAnswer } from "../domain";
import { type Answer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";

export function respondSettings(settings: SettingsAnswer): Answer {
  return jsonAnswer(200, settings, { ETag: etagOf(settings) });
}

export function respondSettingsChange(outcome: {
  readonly word: "done" | "stale";
  readonly settings: SettingsAnswer;
}): Answer {
  const { word, settings } = outcome;
  if (word === "done") return respondSettings(settings);
  return problemAnswer("conflict", {
    detail: `Somebody changed the settings meanwhile: they are at version ${settings.version}. Read them again and repeat your change.`,
    headers: { ETag: etagOf(settings) },
  });
}

/** It is on its way; whether it arrives shows where it should arrive. */
export function respondTestMail(mail: TestMailAnswer): Answer {
  return jsonAnswer(202, mail);
}

function etagOf({ version }: SettingsAnswer): string {
  return `"${version}"`;
}
