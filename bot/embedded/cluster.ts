import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fchownSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Account, runAs } from "./account.ts";
import { binaries } from "./binaries.ts";

/** A PostgreSQL server of our own. There is no password: its only door is a socket in a folder closed to others. */
export interface Cluster {
  /** Connection string of one of its databases. */
  url(database: string): string;
  /** Ends sessions, writes everything to disk, and stops. */
  stop(): Promise<void>;
}

const START_WITHIN = 60_000;
const SUPERUSER = "postgres";
const SOCKET = ".s.PGSQL.5432";

export interface ClusterOptions {
  /** Where a copy of the programs may be kept; the cluster's own folder unless given. */
  shelf?: string;
  /** Its data need not survive a power cut: quicker. */
  scratch?: boolean;
}

/**
 * Starts PostgreSQL on the data in `folder`, making it first if there is none. The caller holds the lock on `folder`.
 * A server that a killed process left running is taken over; a killed server's leftovers are cleared away.
 */
export async function startCluster(folder: string, options: ClusterOptions = {}): Promise<Cluster> {
  const { shelf = folder, scratch = false } = options;
  const data = join(folder, "data");
  const account = runAs(existsSync(data) ? data : undefined);
  closedFolder(folder, account);
  const native = binaries(account, shelf);
  if (!existsSync(data)) await initialise(native, folder, account, scratch);
  checkVersion(native, data);

  const sockets = socketFolder(folder, account);
  const cluster: Cluster = { url: urlAt(sockets), stop: () => stopServer(data) };
  if (await isUp(cluster)) return cluster;
  await clearLeftovers(data, sockets);
  await launch(native, folder, sockets, account, scratch, cluster);
  return cluster;
}

/** The server that another process of ours runs on `folder`, or null when none answers. */
export async function findCluster(folder: string): Promise<Pick<Cluster, "url"> | null> {
  const found = { url: urlAt(socketPath(folder)) };
  return (await isUp(found)) ? found : null;
}

function urlAt(sockets: string): Cluster["url"] {
  return (database) => `postgres://${SUPERUSER}@${encodeURIComponent(sockets)}/${database}`;
}

const MAKING = "data.new-";

async function initialise(native: string, folder: string, account: Account | null, scratch: boolean): Promise<void> {
  // Made beside and moved into place whole: a kill in the middle must not leave half a database. Under a name of its
  // own, because initdb goes on for a moment when we are killed.
  for (const name of readdirSync(folder))
    if (name.startsWith(MAKING)) rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 3 });
  const making = join(folder, `${MAKING}${process.pid}`);
  const flags = ["--auth=trust", `--username=${SUPERUSER}`, "--encoding=UTF8", "--no-instructions", "--no-sync"];
  // Built into the server: the same order and case rules whatever locales the machine has.
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  if (scratch) flags.push("--wal-segsize=1");
  const child = run(join(native, "bin", "initdb"), ["-D", making, ...flags, ...locale], account, "pipe");
  let said = "";
  child.stdout?.on("data", (chunk) => (said += chunk));
  child.stderr?.on("data", (chunk) => (said += chunk));
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new Error(`PostgreSQL could not make its files in ${making}:\n${said.trim()}`);
  const data = join(folder, "data");
  renameSync(making, data);
  // Brings 1,000 files to the disk, which takes seconds on a busy one. Nobody has said anything yet that could be lost.
  if (!scratch) run(join(native, "bin", "initdb"), ["--sync-only", "-D", data], account, "ignore").unref();
}

function checkVersion(native: string, data: string): void {
  const had = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  const [head] = readFileSync(join(native, "share", "postgresql", "postgres.bki"), "utf8").split("\n", 1);
  const major = /(\d+)/.exec(head!)?.[1];
  if (major && major !== had)
    throw new Error(
      `${data} was made by PostgreSQL ${had}, and this is PostgreSQL ${major}. ` +
        `Copy the data over with PostgreSQL ${had}'s pg_dump, or go back to the earlier version of the bot`,
    );
}

async function launch(
  native: string,
  folder: string,
  sockets: string,
  account: Account | null,
  scratch: boolean,
  cluster: Cluster,
): Promise<void> {
  const log = join(folder, "postgres.log");
  const args = [
    "-D",
    join(folder, "data"),
    "-k",
    sockets,
    "-h",
    "",
    "-p",
    "5432",
    "-c",
    "timezone=UTC",
    "-c",
    "log_timezone=UTC",
  ];
  if (scratch) args.push("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off");
  const until = Date.now() + START_WITHIN;
  for (;;) {
    // A file and a session of its own: it outlives us if we are killed, and Ctrl-C reaches only the bot, which stops
    // it when its own work is done.
    const output = openSync(log, "w", 0o600);
    if (account) fchownSync(output, account.uid, account.gid);
    const child = run(join(native, "bin", "postgres"), args, account, output);
    closeSync(output);
    let ended = false;
    child.once("exit", () => (ended = true)).once("error", () => (ended = true));
    child.unref();
    while (!ended && Date.now() < until) {
      if (await isUp(cluster)) return;
      await sleep(20);
    }
    const said = readFileSync(log, "utf8").trim().split("\n").slice(-5).join("\n");
    // Children of a server that was killed hold its shared memory until they notice.
    if (ended && /pre-existing shared memory block/.test(said) && Date.now() < until) {
      await sleep(200);
      continue;
    }
    throw new Error(`PostgreSQL did not start; its log ${log} ends with:\n${said}`);
  }
}

/** Clears what a server left that did not stop by itself. Nobody answers on its socket when this is called. */
async function clearLeftovers(data: string, sockets: string): Promise<void> {
  await stopServer(data);
  // PostgreSQL refuses to start when a process with the number in one of these lives. That may be some other program
  // (numbers are used again) or the dead server itself, in a container where nobody collects the dead.
  for (const file of [join(data, "postmaster.pid"), join(sockets, SOCKET), join(sockets, `${SOCKET}.lock`)])
    rmSync(file, { force: true });
}

/** Stops the server of `data`, if one runs: sessions end, everything is written to disk. */
export async function stopServer(data: string): Promise<void> {
  const pid = serverPid(data);
  if (!pid || !isServer(pid, data)) return;
  process.kill(pid, "SIGINT");
  for (let waited = 0; isServer(pid, data); waited += 20) {
    if (waited === 20_000) process.kill(pid, "SIGQUIT");
    if (waited > 30_000) throw new Error(`PostgreSQL (process ${pid}) does not stop`);
    await sleep(20);
  }
}

function serverPid(data: string): number | null {
  try {
    return Number.parseInt(readFileSync(join(data, "postmaster.pid"), "utf8"), 10) || null;
  } catch {
    return null;
  }
}

/** Whether process `pid` is the server of `data` and not some other program with that number. */
function isServer(pid: number, data: string): boolean {
  try {
    // Not allowed to signal it: then it is not ours, for ours runs as we do (and root may signal all).
    process.kill(pid, 0);
    // A dead process that nobody has collected yet has an empty command line.
    return process.platform !== "linux" || readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(data);
  } catch {
    return false;
  }
}

async function isUp({ url }: Pick<Cluster, "url">): Promise<boolean> {
  const client = new pg.Client({ connectionString: url("postgres") });
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function run(program: string, args: string[], account: Account | null, output: number | "pipe" | "ignore") {
  return spawn(program, args, {
    // Not ours: PostgreSQL reads PGDATA, PGPORT, TZ and the locale from it. It needs none of them.
    env: { LC_ALL: "C", PATH: "/usr/local/bin:/usr/bin:/bin" },
    cwd: "/",
    detached: output !== "pipe",
    stdio: ["ignore", output, output],
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  });
}

/** Makes `folder`, owned by the account and closed to everybody else. */
function closedFolder(folder: string, account: Account | null): void {
  mkdirSync(folder, { recursive: true });
  const stat = lstatSync(folder);
  const owner = account?.uid ?? process.getuid?.();
  if (!stat.isDirectory()) throw new Error(`${folder} has to be a folder`);
  if (stat.uid !== owner && process.getuid?.() !== 0)
    throw new Error(
      `${folder} belongs to another account (number ${stat.uid}), perhaps because the bot was once started as root. ` +
        "Start it as before, or name another folder in DATA_DIR",
    );
  if (account && stat.uid !== account.uid) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
}

/** A socket's path has at most about 100 bytes. */
function socketPath(folder: string): string {
  if (Buffer.byteLength(folder) <= 80) return folder;
  return join(tmpdir(), `qinqing-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`);
}

function socketFolder(folder: string, account: Account | null): string {
  const path = socketPath(folder);
  if (path !== folder) closedFolder(path, account);
  return path;
}
