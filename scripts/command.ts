import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { type Config, ConfigError, loadConfig } from "../bot/config.ts";
import { NoTown } from "../bot/conversation/town-keeper.ts";
import { FileFault } from "../bot/file-fault.ts";
import { openDatabase } from "../bot/ground.ts";

import { ImportError } from "../catalogue/import/types.ts";
import type { Town } from "../domain/town.ts";
import { openStore } from "../store/client.ts";
import { Ledger } from "../store/ledger.ts";

/**
 * Runs a command to its exit status: 2 where what it was given is not usable, 1 where it failed, otherwise 0 or what it
 * has set itself.
 */
export async function run(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const unusable =
      error instanceof FileFault ||
      error instanceof ConfigError ||
      error instanceof ImportError ||
      error instanceof NoTown ||
      (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = unusable ? 2 : 1;
  }
}

export const misused = (...faults: string[]): FileFault => new FileFault("The command line", faults);

/** The bot's books, beside a bot that may be running. */
export async function withLedger<T>(act: (ledger: Ledger, config: Config) => Promise<T>): Promise<T> {
  const config = loadConfig();
  const database = await openDatabase(config, { shared: true });
  const ledger = new Ledger(openStore(database.url));
  try {
    return await act(ledger, config);
  } finally {
    await ledger.close();
    await database.close();
  }
}

/** @throws FileFault while no town is loaded */
export const withTown = <T>(act: (ledger: Ledger, town: Town, config: Config) => Promise<T>): Promise<T> =>
  withLedger(async (ledger, config) => {
    const town = await ledger.look().town.loadTown();
    if (!town) throw new FileFault("The books", ["no town is loaded: npm run town -- import FILE"]);
    return act(ledger, town, config);
  });

/** @throws FileFault where it cannot be read */
export function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new FileFault(path, [`cannot be read (${(error as NodeJS.ErrnoException).code})`]);
  }
}

/** @throws FileFault where it cannot be read, or is not JSON */
export function jsonOf(path: string): unknown {
  const text = bytesOf(path).toString("utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FileFault(path, [`not JSON: ${(error as Error).message}`]);
  }
}

/** Writes a file that is not there yet. @throws FileFault */
export function writeNew(path: string, content: Uint8Array): void {
  try {
    writeFileSync(path, content, { flag: "wx" });
  } catch (error) {
    throw new FileFault(path, [`cannot be written (${(error as NodeJS.ErrnoException).code})`]);
  }
}

/** Of more faults or doubts only the number is printed. */
const SHOWN = 200;

export const firstOf = (lines: readonly string[]): string[] =>
  lines.length > SHOWN ? [...lines.slice(0, SHOWN), `… and ${lines.length - SHOWN} more`] : [...lines];

/** Asks before an import; false, with the exit status 1, where the answer is no. */
export async function agreed(): Promise<boolean> {
  if (process.stdin.isTTY) {
    const asking = createInterface({ input: process.stdin, output: process.stdout });
    try {
      if (/^y(es)?$/i.test((await asking.question("Import this? [y/N] ")).trim())) return true;
    } finally {
      asking.close();
    }
  } else console.error("There is no terminal to ask on: say --yes to import this.");
  console.log("Nothing was changed.");
  process.exitCode = 1;
  return false;
}
