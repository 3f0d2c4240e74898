"use client";

import { useCallback, useState } from "react";
import { type ApiOutcome, type ApiRequest, fetchJson } from "../../api/fetch-json";
import { useToasts } from "../frame/toasts";

export interface AdminChange<T> {
  /** What is under way, for the button that shows it. */
  readonly key: string;
  readonly path: string;
  readonly request: ApiRequest;
  /** What to say when it is done; null says nothing. */
  readonly done: (answer: T) => string | null;
  /** Refusals the caller shows in its own place, by their code. */
  readonly quiet?: readonly string[];
}

const words = { noAnswer: "The shop did not answer. Nothing may have changed: look at the row and try again." };

/** Sends a change to the API and says how it went. One at a time: `busy` names the one under way. */
export function useAdminChange(): {
  readonly busy: string | null;
  send<T>(change: AdminChange<T>): Promise<ApiOutcome<T> | null>;
} {
  const [busy, setBusy] = useState<string | null>(null);
  const { say } = useToasts();
  const send = useCallback(
    async <T>({ key, path, request, done, quiet = [] }: AdminChange<T>): Promise<ApiOutcome<T> | null> => {
      setBusy(key);
      try {
        const outcome = await fetchJson<T>(path, request);
        if (outcome.word === "answer") {
          const text = done(outcome.data);
          if (text !== null) say({ tone: "ok", text });
        } else if (outcome.word === "problem" && !quiet.includes(outcome.problem.code)) {
          say({ tone: "stop", text: outcome.problem.detail });
        }
        return outcome;
      } catch {
        // No answer at all; whatever else the caller does, the person is told.
        say({ tone: "stop", text: words.noAnswer });
        return null;
      } finally {
        setBusy(null);
      }
    },
    [say],
  );
  return { busy, send };
}
