import { type Logger, pino } from "pino";

export type { Logger };

/** JSON lines on standard output. Cookies, tokens and passwords never reach the log. */
export function createLogger(options: { level: string; process: string }): Logger {
  return pino({
    level: options.level,
    base: { process: options.process, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ["*.cookie", "*.authorization", "*.password", "*.ticket", "*.receipt", "headers.cookie"],
      censor: "(hidden)",
    },
  });
}
