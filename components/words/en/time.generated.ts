// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";
import { number, plural } from "./speak";

export const time: Words["time"] = {
  city: ({ city }) => `${city}`,
  durationSeconds: ({ seconds }) => `${seconds} s`,
  durationMinutes: ({ minutes }) => `${minutes} min`,
  durationMinutesSeconds: ({ minutes, seconds }) => `${minutes} min ${seconds} s`,
  durationHours: ({ hours }) => `${hours} h`,
  durationHoursMinutes: ({ hours, minutes }) => `${hours} h ${minutes} min`,
  days: ({ count }) => `${plural(count, { "one": `${number(count)} day`, "other": `${number(count)} days` })}`,
  hours: ({ count }) => `${plural(count, { "one": `${number(count)} hour`, "other": `${number(count)} hours` })}`,
  minutes: ({ count }) => `${plural(count, { "one": `${number(count)} minute`, "other": `${number(count)} minutes` })}`,
  seconds: ({ count }) => `${plural(count, { "one": `${number(count)} second`, "other": `${number(count)} seconds` })}`,
  daysUnit: ({ count }) => `${plural(count, { "one": `day`, "other": `days` })}`,
};
