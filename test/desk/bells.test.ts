import { beforeEach, describe, expect, test } from "vitest";
import { loadFacts } from "../../bot/facts.ts";
import { openCatalogue } from "../../catalogue/match.ts";
import type { Desk } from "../../desk/desk.ts";
import { actorFor, BOT, moveTicket } from "../../desk/move.ts";
import { startBells } from "../../desk/reminders.ts";
import type { Move } from "../../domain/moves.ts";
import { openTicket } from "../../domain/opening.ts";
import { personById } from "../../domain/recipients.ts";
import type { Rules, Town } from "../../domain/town.ts";
import { ringDue } from "../../jobs/ring-due.ts";
import { Ledger } from "../../store/ledger.ts";
import { at, calendar, local, rulesOf, zone } from "../domain/facts.ts";
import { ctxAt, departments, townPeople } from "../domain/people.ts";
import { useDatabase } from "../support/database.ts";

const facts = loadFacts();

const database = useDatabase();

const townWith = (rules: Partial<Rules>): Town => ({
  botName: "小助手",
  zone,
  calendar: {},
  rules: rulesOf(rules),
  departments,
  people: townPeople,
  enterprises: ["E1", "E2"].map((id) => ({ id, name: id, short: [], profile: {} })),
  policies: [],
  events: [],
  series: [],
  groups: [],
});

/** A ticket of E1 at 供电局 in the database, with its bells, and people who move it at given times. */
class Case {
  constructor(readonly town: Town) {}

  at<T>(moment: string, work: (desk: Desk) => Promise<T>): Promise<T> {
    return new Ledger({ db: database.db, close: async () => {} }).transaction((tx) =>
      work({ now: at(moment), town: this.town, calendar, work: tx, rings: [] }),
    );
  }

  open = () =>
    this.at("2026-09-14 09:12", async (desk) => {
      await desk.work.town.saveTown(this.town, desk.now);
      const facts = { no: "N1", type: "求助", category: "用电", source: "消息", urgency: "normal" } as const;
      const start = openTicket({ ...facts, tags: [], lead: "供电局", sure: true, co: [] }, "firm", {
        ...ctxAt("2026-09-14 09:12"),
        rules: this.town.rules,
      });
      await desk.work.tickets.createTicket(
        {
          ...facts,
          company: "E1",
          title: "跳闸",
          text: "跳闸",
          lead: "供电局",
          fromPersons: ["firm"],
          createdAt: desk.now,
          ...start.fields,
        },
        start.entries,
      );
      await startBells(desk, "N1", start.bells.start);
    });

  move = (by: string, moment: string, move: Move) =>
    this.at(moment, async (desk) => {
      const actor = by === "" ? BOT : actorFor(desk, personById(this.town, by)!);
      const moved = await moveTicket(desk, "N1", move, actor);
      if (!moved.ok) throw new Error(moved.why);
      return moved.ticket;
    });

  /** Rings all that is due. */
  ring = (moment: string) =>
    this.at(moment, async (desk) => {
      await ringDue(desk, 100, openCatalogue([], facts.lexicon));
    });

  waiting = () =>
    this.at("2026-09-14 00:00", async (desk) => {
      const rows = await desk.work.sending.waitingReminders("N1");
      return rows.map((row) => `${row.kind} ${row.stage} ${local(row.dueAt)}`);
    });
}

const answer: Move = {
  kind: "reply",
  heard: { text: "变压器已增容", act: true, formula: false, onTopic: true },
};

describe("bells in the ledger", () => {
  beforeEach(() => database.clear());

  test("an undone answer brings the ladder back; what has rung does not ring again", async () => {
    const ledger = new Case(townWith({}));
    await ledger.open();
    const ladder = await ledger.waiting();
    expect(ladder).toHaveLength(4);

    await ledger.ring("2026-09-23 09:00");
    await ledger.move("power", "2026-09-24 10:00", answer);
    expect((await ledger.waiting()).map((row) => row.split(" ")[0])).toEqual(["callback", "callback", "callback"]);

    await ledger.move("power", "2026-09-24 10:10", { kind: "undo" });
    expect(await ledger.waiting()).toEqual(ladder.slice(1));
    const sent = await database.db.outbox.count({ where: { text: { contains: "临期提醒" } } });
    expect(sent).toBe(1);
  });

  test("a pause rings nobody until its limit, and then ends by itself with later dates", async () => {
    const ledger = new Case(townWith({ pause: { max_days: 3 } }));
    await ledger.open();
    await ledger.move("power", "2026-09-16 09:00", { kind: "pause", reason: "等图纸" });
    expect(await ledger.waiting()).toEqual(["pause limit 2026-09-20 09:00"]);

    await ledger.ring("2026-09-20 09:00");
    const ticket = await ledger.at("2026-09-20 09:01", (desk) => desk.work.tickets.ticketByNo("N1"));
    expect(ticket).toMatchObject({ tags: [], replyBy: "2026-10-08", status: "办理中" });
    expect(await ledger.waiting()).toContain("reply 0w:handler 2026-10-08 09:00");
    const told = await database.db.outbox.findMany({ where: { toId: "power" } });
    expect(told.map((row) => row.text)).toEqual([expect.stringContaining("等待期满")]);
  });

  test("silence after two call-backs is 未能回访, rung by the ledger alone", async () => {
    const ledger = new Case(townWith({}));
    await ledger.open();
    await ledger.move("power", "2026-09-17 10:00", answer);
    for (const moment of ["2026-09-17 10:00", "2026-09-18 09:00", "2026-09-20 09:00"]) await ledger.ring(moment);
    const ticket = await ledger.at("2026-09-20 09:01", (desk) => desk.work.tickets.ticketByNo("N1"));
    expect(ticket).toMatchObject({ status: "已办结", satisfaction: "未能回访" });
    expect(await ledger.waiting()).toEqual(["archive archive 2026-10-21 09:00"]);
  });
});
