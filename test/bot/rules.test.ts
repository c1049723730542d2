import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FileFault } from "../../bot/file-fault.ts";
import { dryRun, readRules, readTickets } from "../../bot/town/check-rules.ts";
import { linesOf } from "../../bot/town/places.ts";

import type { TermRule } from "../../domain/town.ts";
import { published, rulesOf } from "../domain/facts.ts";

const file = (rules: object) => JSON.stringify(rules, null, 1);
const faults = (read: () => unknown): string[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof FileFault) return error.faults;
    throw error;
  }
  return [];
};

describe("reading rules", () => {
  test("alone or in a town, with what a town adds", () => {
    const rules = rulesOf({
      terms: [{ name: "用电", when: { category: ["用电"] }, reply: { hours: 24, unit: "natural" } }],
    });
    expect(readRules(file(rules), "r.json").rules).toEqual(rules);
    const town = { rules, departments: [{ id: "营商办", name: "营商办", office: true }], tz: "Asia/Urumqi" };
    expect(readRules(file(town), "t.json")).toMatchObject({ rules, zone: "Asia/Urumqi", doubts: [] });
  });

  test("names all faults at once, each with its line", () => {
    const { assign: _, ...rest } = rulesOf();
    const wrong = { replly: 1, ...rest, sent_at: "9:00", terms: [{ name: "空", when: {} }] };
    const line = file(wrong).slice(0, file(wrong).indexOf('"sent_at"')).split("\n").length;
    expect(faults(() => readRules(file(wrong), "r.json"))).toEqual([
      "2: replly: is no rule that the bot knows",
      expect.stringMatching(/^1: assign: /),
      `${line}: sent_at: expected a time of day, HH:MM`,
      expect.stringMatching(/^\d+: terms\.0\.when: expected at least one condition/),
      expect.stringMatching(/^\d+: terms\.0: expected a term or a steward/),
    ]);
    expect(faults(() => readRules("{", "r.json"))[0]).toMatch(/^1: not JSON/);
    expect(faults(() => readRules('{"rules": 3}', "r.json"))).toHaveLength(1);
  });

  test("says what is hardly meant", () => {
    const term: TermRule = { name: "a", when: { tag: ["上市"] }, reply: { days: 1, unit: "working", roll: "none" } };
    const [rung] = rulesOf().reminders;
    const odd = rulesOf({
      sent_at: "07:00",
      reminders: [rung!, { ...rung!, kind: "再提醒" }],
      terms: [term, { ...term, name: "b" }],
    });
    expect(readRules(file(odd), "r.json").doubts.map((doubt) => doubt.replace(/^\d+: /, ""))).toEqual([
      "sent_at: lies in quiet hours: reminders go out when these end",
      "reminders.1: is the same rung as reminders[0]: only one of them is sent",
      "terms.1.reply: never counts: terms[0] has the same conditions",
    ]);
  });

  test("a rule of a town names departments and people that are there", () => {
    const rules = rulesOf({ terms: [{ name: "a", when: { department: ["没有"] }, steward: "无人" }] });
    const town = { rules, departments: [{ id: "营商办", name: "营商办", office: true }] };
    expect(faults(() => readRules(file(town), "t.json"))).toEqual([
      expect.stringContaining('no department "没有"'),
      expect.stringContaining('no person "无人"'),
    ]);
  });
});

describe("the dry run", () => {
  const past = (no: string, answered: string) => ({
    no,
    type: "求助",
    category: "用电",
    status: "已办结",
    created_at: "2026-09-14T09:00:00+08:00",
    reply_by: "2026-09-28",
    history: [{ at: `${answered}T15:00:00+08:00`, action: "reply" }],
  });
  const tickets = [past("N1", "2026-09-15"), past("N2", "2026-09-25")];
  const strict = readRules(file(rulesOf({ reply: { days: 3, unit: "working", roll: "none" } })), "r.json");

  test("shows other dates, and what they do to the share on time", () => {
    const lines = dryRun(readTickets(JSON.stringify(tickets), "t.json"), strict, published, "2026-10-08");
    expect(lines).toEqual([
      "2 tickets, 2 with other dates:",
      "  N1  replyBy 2026-09-28 → 2026-09-17",
      "  N2  replyBy 2026-09-28 → 2026-09-17",
      "replyBy: 2 earlier, 0 later.",
      "Answered on time: 2 of 2 on record, 1 by these rules.",
      "Overdue as of 2026-10-08: 0 on record, 1 by these rules; newly: N2.",
    ]);
  });

  test("on the books' tickets: one that nobody answered is overdue; what was granted later is not the rules' doing", () => {
    const open = readTickets(JSON.stringify([{ ...past("N1", "2026-09-15"), status: "办理中", history: [] }]), "t");
    const granted = { before: { replyBy: "2026-09-17" }, after: { replyBy: "2026-09-28" } };
    open[0]!.history = [{ at: open[0]!.createdAt, action: "extend", change: granted }];
    expect(dryRun(open, strict, published, "2026-09-18")).toEqual([
      "1 tickets, 0 with other dates.",
      "Answered on time: 0 of 0 on record, 0 by these rules.",
      "Overdue as of 2026-09-18: 1 on record, 1 by these rules.",
    ]);
  });

  test("takes an array, a replay's output and one ticket a line", () => {
    const forms = [
      JSON.stringify(tickets),
      `${JSON.stringify({ id: "S1", tickets })}\n`,
      tickets.map((ticket) => JSON.stringify(ticket)).join("\n"),
    ];
    for (const form of forms) expect(readTickets(form, "t").map(({ no }) => no)).toEqual(["N1", "N2"]);
  });

  test("names the line of a wrong ticket", () => {
    const text = [JSON.stringify(tickets[0]), JSON.stringify({ ...tickets[1], created_at: "gestern" })].join("\n");
    expect(faults(() => readTickets(text, "t"))).toEqual([expect.stringMatching(/^2: created_at: expected a time/)]);
  });
});

test("every value of any JSON is found on the line where it stands", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value, null, 2);
      const lineOf = linesOf(text);
      const rows = text.split("\n");
      const walk = (one: unknown, path: (string | number)[]): void => {
        const row = rows[lineOf(path) - 1]!;
        const leaf = path.at(-1);
        if (typeof leaf === "string") expect(row.trimStart().startsWith(JSON.stringify(leaf))).toBe(true);
        if (typeof one === "string") expect(row).toContain(JSON.stringify(one));
        if (Array.isArray(one)) for (const [i, inner] of one.entries()) walk(inner, [...path, i]);
        else if (one && typeof one === "object")
          for (const [key, inner] of Object.entries(one)) walk(inner, [...path, key]);
      };
      walk(value, []);
    }),
  );
});
