// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";
import { number, select } from "./speak";

export const time: Words["time"] = {
  city: ({ zone, city }) => `${select(zone, { "Shanghai": `上海`, "Chongqing": `重庆`, "Urumqi": `乌鲁木齐`, "Hong_Kong": `香港`, "Taipei": `台北`, "Singapore": `新加坡`, "Tokyo": `东京`, "London": `伦敦`, "Paris": `巴黎`, "Berlin": `柏林`, "New_York": `纽约`, "Los_Angeles": `洛杉矶`, "Sydney": `悉尼`, "UTC": `协调世界时`, "other": `${city}` })}`,
  durationSeconds: ({ seconds }) => `${seconds} 秒`,
  durationMinutes: ({ minutes }) => `${minutes} 分钟`,
  durationMinutesSeconds: ({ minutes, seconds }) => `${minutes} 分 ${seconds} 秒`,
  durationHours: ({ hours }) => `${hours} 小时`,
  durationHoursMinutes: ({ hours, minutes }) => `${hours} 小时 ${minutes} 分`,
  days: ({ count }) => `${number(count)} 天`,
  hours: ({ count }) => `${number(count)} 小时`,
  minutes: ({ count }) => `${number(count)} 分钟`,
  seconds: ({ count }) => `${number(count)} 秒`,
  daysUnit: () => `天`,
};
