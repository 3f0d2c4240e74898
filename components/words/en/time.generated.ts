// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const time: Words["time"] = {
  city: ({ city }) => `${city}`,
  durationSeconds: ({ seconds }) => `${seconds} s`,
  durationMinutes: ({ minutes }) => `${minutes} min`,
  durationMinutesSeconds: ({ minutes, seconds }) => `${minutes} min ${seconds} s`,
  durationHours: ({ hours }) => `${hours} h`,
  durationHoursMinutes: ({ hours, minutes }) => `${hours} h ${minutes} min`,
};
