import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach } from "vitest";
import { findCluster, stopServer } from "../../bot/embedded/cluster.ts";
import { type RunningBot, startBot } from "./process.ts";

/** A data folder for each test, and bots that run on it: the embedded PostgreSQL and the process around it, for real. */
export class OwnData {
  /** May be set to a folder inside of what it is. */
  dir = "";
  private root = "";
  private readonly bots: RunningBot[] = [];

  /** Makes the folder before each test; afterwards ends and removes whatever is left. */
  static forEachTest(): OwnData {
    const own = new OwnData();
    beforeEach(() => {
      own.root = mkdtempSync(join(tmpdir(), "qinqing-start-"));
      own.dir = join(own.root, "data");
      mkdirSync(own.dir);
      chmodSync(own.root, 0o755);
    });
    afterEach(() => own.clear());
    return own;
  }

  start(env: Record<string, string> = {}): RunningBot {
    const bot = startBot({ DATA_DIR: this.dir, ...env });
    this.bots.push(bot);
    return bot;
  }

  /** Makes the place one that only its owner may enter, like a home with mode 700. */
  close(): void {
    chmodSync(this.root, 0o700);
  }

  /** Root's PostgreSQL can not enter a closed folder; a note says where it went. */
  get postgresFolder(): string {
    const note = join(this.dir, "postgres.path");
    return existsSync(note) ? readFileSync(note, "utf8").trim() : join(this.dir, "postgres");
  }

  get serverPid(): number {
    return Number.parseInt(readFileSync(join(this.postgresFolder, "data/postmaster.pid"), "utf8"), 10);
  }

  async serverRuns(): Promise<boolean> {
    return (await findCluster(this.postgresFolder)) !== null;
  }

  /** Writes something that has to be there after a crash. */
  async note(): Promise<void> {
    await this.query("INSERT INTO settings (key, value) VALUES ('note-' || gen_random_uuid(), '1')");
  }

  async notes(): Promise<number> {
    return (await this.query("SELECT count(*)::int AS n FROM settings WHERE key LIKE 'note-%'")).rows[0].n;
  }

  async query(sql: string): Promise<pg.QueryResult> {
    const cluster = await findCluster(this.postgresFolder);
    const client = new pg.Client({ connectionString: cluster!.url("qinqing") });
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  }

  private async clear(): Promise<void> {
    for (const bot of this.bots.splice(0)) {
      bot.signal("SIGKILL");
      await bot.ended;
    }
    const folder = this.postgresFolder;
    if (existsSync(folder)) await stopServer(join(folder, "data"));
    rmSync(folder, { recursive: true, force: true });
    rmSync(this.root, { recursive: true, force: true });
  }
}
