import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { reaches, runAs } from "./embedded/account.ts";
import { type Cluster, findCluster, startCluster, stopServer } from "./embedded/cluster.ts";
import { takeLock } from "./embedded/lock.ts";

export type { Cluster } from "./embedded/cluster.ts";

/** Another process works on the same data. */
export class InUse extends Error {}

/**
 * The PostgreSQL server that comes with the bot, with its data under `dataDir`.
 * @throws InUse when another process has it
 */
export async function startEmbedded(dataDir: string): Promise<Cluster> {
  const folder = postgresFolder(dataDir);
  const release = await takeLock(folder);
  if (!release) throw new InUse(`the data in ${dataDir} is in use`);
  try {
    const cluster = await startCluster(folder, { shelf: shelfOf(folder) });
    return {
      url: cluster.url,
      stop: async () => {
        await cluster.stop();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** The same for a command of a few seconds: joins the bot's server when it runs, and otherwise starts it for a while. */
export async function borrowEmbedded(dataDir: string): Promise<Cluster> {
  for (let tries = 0; tries < 150; tries++) {
    try {
      return await startEmbedded(dataDir);
    } catch (error) {
      if (!(error instanceof InUse)) throw error;
    }
    const running = await findCluster(postgresFolder(dataDir));
    if (running) return { ...running, stop: async () => {} };
    await sleep(200); // it is just starting, or just stopping
  }
  throw new InUse(`the data in ${dataDir} is in use by a process whose database does not answer`);
}

/** An empty server of its own in the temporary folder, gone when stopped: for tests and replays. */
export async function scratchServer(): Promise<Cluster> {
  await sweepScratch();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), `${SCRATCH}${process.pid}-`));
  const cluster = await startCluster(folder, { scratch: true, shelf: shelfOf(join(import.meta.dirname, "../.data")) });
  return {
    url: cluster.url,
    stop: async () => {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What root's PostgreSQL can not reach is kept here: one copy of the programs, and a folder for each clone's data. */
const ELSEWHERE = "/var/lib/qinqing";

/** Where a copy of the programs is kept when they can not be used where npm has put them. */
export const shelfOf = (folder: string) => (runAs() ? ELSEWHERE : folder);

const SCRATCH = "qinqing-scratch-";

/** Ends what the killed left behind. */
async function sweepScratch(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(SCRATCH) ? Number(name.slice(SCRATCH.length).split("-")[0]) : 0;
    if (!pid || existsSync(`/proc/${pid}`) || process.platform !== "linux") continue;
    const folder = join(realpathSync(tmpdir()), name);
    try {
      await stopServer(join(folder, "data"));
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // another account's: it will sweep its own
    }
  }
}

/**
 * The folder of PostgreSQL's data: `postgres` in `dataDir`. Root has to run PostgreSQL as another account, which may not
 * be able to enter there (a clone in a home with mode 700): then it lies in /var/lib, and a note in `dataDir` says so.
 */
function postgresFolder(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true });
  const home = realpathSync(dataDir);
  const note = join(home, "postgres.path");
  if (existsSync(note)) return readFileSync(note, "utf8").trim();
  const folder = join(home, "postgres");
  if (existsSync(folder) || reaches(runAs(), join(folder, "data"))) return folder;
  const elsewhere = join(ELSEWHERE, createHash("sha256").update(home).digest("hex").slice(0, 12));
  try {
    mkdirSync(elsewhere, { recursive: true });
  } catch (error) {
    throw new Error(
      `PostgreSQL does not run as root, and the account that it runs as can not enter ${home}. ` +
        `${elsewhere} would do but can not be made (${(error as Error).message}). ` +
        "Start the bot as an ordinary user, or name a folder in DATA_DIR that others may enter",
    );
  }
  writeFileSync(note, `${elsewhere}\n`);
  return elsewhere;
}
