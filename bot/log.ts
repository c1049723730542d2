import { join } from "node:path";
import { type Logger, pino } from "pino";

/** Warnings and errors go to the terminal as a sentence; everything goes to `bot.log` in `dataDir`, a line each. */
export function openLog(dataDir: string): Logger {
  const file = pino.destination({ dest: join(dataDir, "bot.log"), mkdir: true, sync: true });
  const terminal = {
    write: (line: string) => {
      const { msg, about, err } = JSON.parse(line) as { msg?: string; about?: string; err?: { message: string } };
      process.stderr.write(`${[about, msg, err?.message].filter(Boolean).join(": ")}\n`);
    },
  };
  return pino(
    { base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    pino.multistream([
      { level: "info", stream: file },
      { level: "warn", stream: terminal },
    ]),
  );
}
