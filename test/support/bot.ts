import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoTown } from "../../bot/demo.ts";
import { loadFacts } from "../../bot/facts.ts";
import { FileShelf } from "../../bot/files.ts";
import { Stage } from "../../bot/replay/replay.ts";
import type { MessageStep } from "../../bot/replay/scenario.ts";
import type { Town } from "../../domain/town.ts";
import { Ledger } from "../../store/ledger.ts";
import { type TestDatabase, useDatabase } from "./database.ts";

const facts = loadFacts();
const SECOND = 1000;

export type Say = Partial<Omit<MessageStep, "from" | "text">> & { wait?: number };

/** The bot in the sample town, on a real database, with a clock in the test's hand. */
export class TestBot {
  private constructor(
    readonly stage: Stage,
    readonly town: Town,
    readonly ledger: Ledger,
  ) {}

  /** @param now local time of the sample town, "2026-09-14 09:00" */
  static async at(
    now: string,
    database: TestDatabase,
    change: (town: Town) => Town = (town) => town,
  ): Promise<TestBot> {
    await database.clear();
    const start = local(now);
    const town = change(demoTown(start));
    const ledger = new Ledger({ db: database.db, close: async () => {} });
    const errors: unknown[] = [];
    const stage = new Stage(
      {
        ledger,
        town,
        facts,
        files: new FileShelf(mkdtempSync(join(tmpdir(), "qinqing-test-"))),
        onError: (error, about) => {
          errors.push(error);
          console.error(about, error);
        },
      },
      start,
    );
    await stage.app.importTown(town);
    return new TestBot(stage, town, ledger);
  }

  /** Somebody writes in the group of the sample town; "@小助手" at the front calls the bot. */
  inGroup(from: string, text: string, how: Say = {}): Promise<Heard> {
    return this.say({ kind: "group", id: "青石园企业群" }, from, text, how);
  }

  inPrivate(from: string, text: string, how: Say = {}): Promise<Heard> {
    return this.say({ kind: "private", id: from }, from, text, how);
  }

  /** Says it, waits (two minutes unless told), and gives what was sent since. */
  private async say(
    chat: { kind: "group" | "private"; id: string },
    from: string,
    text: string,
    how: Say,
  ): Promise<Heard> {
    const { wait = 150, ...rest } = how;
    const before = this.stage.sent.length;
    const type = how.type ?? "text";
    await this.stage.hand(chat, { from, text, ...rest, type, mention: how.mention ?? text.startsWith("@") });
    await this.stage.advance(new Date(this.stage.now.getTime() + wait * SECOND));
    return this.since(before);
  }

  /** Lets time pass up to a local moment; gives what was sent on the way. */
  async until(moment: string): Promise<Heard> {
    const before = this.stage.sent.length;
    await this.stage.advance(local(moment));
    return this.since(before);
  }

  private since(before: number): Heard {
    return this.stage.sent.slice(before).map(({ at, row }) => ({
      at,
      to: row.toId,
      kind: row.kind,
      text: row.text,
      tickets: row.tickets,
    }));
  }

  view() {
    return this.stage.view();
  }
}

export type Heard = { at: Date; to: string; kind: string; text: string; tickets: string[] }[];

/** What was said to somebody, as one text. */
export const to = (heard: Heard, id: string): string =>
  heard
    .filter((one) => one.to === id)
    .map((one) => one.text)
    .join("\n");

/** "2026-09-14 09:00" in the sample town's zone. */
export const local = (moment: string): Date => new Date(`${moment.replace(" ", "T")}:00+08:00`);

export { useDatabase };
