import type { PageNeeds } from "./write-words";

/** Which words each kind of page takes along; `later` ones are fetched for signed-in readers only. */
export const pages: Readonly<Record<string, PageNeeds>> = {
  "shell-words": { now: ["shell", "time"], later: ["attempt"] },
};
