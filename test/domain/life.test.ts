import fc from "fast-check";
import { expect, test } from "vitest";
import { BOT } from "../../domain/authority.ts";
import { applyMove } from "../../domain/effects.ts";
import { districtOf } from "../../domain/levels.ts";
import { canMove, type Move, type MoveContext } from "../../domain/moves.ts";
import type { Outcome } from "../../domain/outcome.ts";
import { isCalledBack, OPEN, responsible, type TicketState } from "../../domain/ticket.ts";
import type { Rules } from "../../domain/town.ts";
import { SATISFACTIONS, TICKET_STATUSES } from "../../domain/vocabulary.ts";
import { calendar } from "./facts.ts";
import { ctxAt, departments, everybody, ticketOf, who } from "./people.ts";

const dept = fc.constantFrom(...departments.map(({ id }) => id));
const words = fc.constantFrom("", "有说明");
const heard = fc.record({
  text: fc.constantFrom("", "已答复", "9月18日修好"),
  act: fc.boolean(),
  formula: fc.boolean(),
  onTopic: fc.constantFrom(true, false, null),
});
const day = fc.constantFrom("2026-09-15", "2026-09-30", "2026-10-20", "2027-03-01");
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ kind: fc.constant("assign" as const), lead: dept, co: fc.array(dept, { maxLength: 2 }) }),
  fc.record({ kind: fc.constantFrom("accept", "urge", "undo", "resume").map((k) => k as "accept") }),
  fc.record({ kind: fc.constant("progress" as const), note: words }),
  fc.record({ kind: fc.constantFrom("reply", "close").map((k) => k as "reply"), heard: maybe(heard) }),
  fc.record({
    kind: fc.constantFrom("return", "dispute").map((k) => k as "return"),
    claim: fc.record({ reason: words, basis: words, proposed: dept }),
  }),
  fc.record({ kind: fc.constantFrom("arbitrate", "transfer").map((k) => k as "transfer"), lead: dept, reason: words }),
  fc.record({
    kind: fc.constant("split" as const),
    parts: fc.array(
      fc.record({ title: words, text: words, lead: maybe(dept).map((id) => id ?? null), sure: fc.boolean() }),
      {
        maxLength: 3,
      },
    ),
    subTasks: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("extend" as const),
    until: maybe(day),
    reason: words,
    decision: fc.constantFrom(undefined, "approve" as const, "refuse" as const),
  }),
  fc.record({ kind: fc.constant("callback" as const), satisfaction: fc.constantFrom(...SATISFACTIONS) }),
  fc.record({ kind: fc.constantFrom("reopen", "withdraw", "pause").map((k) => k as "reopen"), reason: words }),
  fc.record({ kind: fc.constant("edit" as const), fields: fc.constant({ title: "新的" }) }),
  fc.record({ kind: fc.constant("request_detail" as const), question: words }),
  fc.record({ kind: fc.constant("leader_instruction" as const), note: words, lead: maybe(dept), by: maybe(day) }),
  fc.record({ kind: fc.constantFrom("praise", "remind", "escalate").map((k) => k as "praise"), note: words }),
);

const anyStep = fc.record({
  by: fc.constantFrom("", ...everybody),
  move: anyMove,
  wait: fc.constantFrom(0, 1, 20, 60, 24 * 60, 9 * 24 * 60),
});
const anyRules: fc.Arbitrary<Partial<Rules>> = fc.record({
  callback_required: fc.boolean(),
  head_sign_off: fc.boolean(),
  company_word: fc.boolean(),
  terms: fc.constantFrom(undefined, [
    { name: "区县三天", when: { level: ["区县", "镇街园区"] }, reply: { days: 3, unit: "working", roll: "none" } },
  ] satisfies Rules["terms"]),
  pause: maybe(fc.record({ max_days: fc.integer({ min: 1, max: 10 }) })),
});
const anyStart = fc.constantFrom(
  ticketOf({ status: "待交办", lead: null }),
  ticketOf(),
  ticketOf({ confidential: true, lead: "移交组", respondent: "供电局" }),
  ticketOf({ lead: "东区" }),
  ticketOf({ lead: "东区园区", company: "E2", complainants: [{ company: "E2" }] }),
  ticketOf({ lead: "供电局", tracker: "西区" }),
);
/** Mostly those who have something to do with it, so that lives get long. */
const anyLife = fc.array(anyStep, { minLength: 5, maxLength: 60 });

/** The last stretch of a life, by those whose part it is: few moves, so that every order of them comes. */
const anyEnding = fc.array(
  fc.record({
    by: fc.constantFrom("", "office", "power", "firm"),
    move: fc.oneof(
      fc.constantFrom<Move>(
        { kind: "reply", heard: { text: "已修好", act: true, formula: false, onTopic: true } },
        { kind: "close", heard: { text: "已修好", act: true, formula: false, onTopic: true } },
        { kind: "close" },
        { kind: "undo" },
        { kind: "reopen", reason: "又坏" },
      ),
      fc.record({ kind: fc.constant("callback" as const), satisfaction: fc.constantFrom(...SATISFACTIONS) }),
    ),
    wait: fc.constantFrom(1, 60, 24 * 60),
  }),
  { minLength: 4, maxLength: 30 },
);

/** Lets people try things in any order; each step that is allowed is handed to `look`. */
function live(
  start: TicketState,
  steps: { by: string; move: Move; wait: number }[],
  rules: Partial<Rules>,
  look: (before: TicketState, after: TicketState, move: Move, outcome: Outcome, ctx: MoveContext) => void,
): TicketState {
  let ticket = start;
  let now = ctxAt("2026-09-14 09:30").now;
  for (const { by, move, wait } of steps) {
    now = new Date(now.getTime() + wait * 60_000);
    const ctx = { ...ctxAt("2026-09-14 09:30", rules), now };
    const actor = by === "" ? BOT : who(by);
    if (!canMove(actor, ticket, move, ctx).ok) continue;
    const outcome = applyMove(ticket, move, actor, ctx);
    const after = { ...ticket, ...outcome.change, history: [...ticket.history, ...outcome.entries] };
    look(ticket, after, move, outcome, ctx);
    ticket = after;
  }
  return ticket;
}

const check = (look: Parameters<typeof live>[3], life: typeof anyLife = anyLife) =>
  fc.assert(
    fc.property(anyStart, life, anyRules, (start, steps, rules) => {
      live(start, steps, rules, look);
    }),
    { numRuns: 400 },
  );

test("no ticket is archived without a call-back result", () => {
  for (const life of [anyLife, anyEnding])
    check((_, after) => {
      if (after.status === "已归档") expect([after.satisfaction !== null, isCalledBack(after)]).toEqual([true, true]);
    }, life);
});

test("no order of moves leaves a state without an owner and a date", () => {
  check((_, after) => {
    expect(TICKET_STATUSES).toContain(after.status);
    if (!OPEN.includes(after.status)) return;
    expect(responsible(after)).toBeTruthy();
    for (const date of [after.assignBy, after.replyBy, after.resolveBy]) expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
    if (!["待交办", "派单争议"].includes(after.status)) expect(departments.map(({ id }) => id)).toContain(after.lead);
  });
});

test("a deadline never moves later by a transfer, a return, a dispute, an arbitration, an assignment or a split", () => {
  check((before, after, move, outcome) => {
    for (const part of outcome.create)
      for (const key of ["assignBy", "replyBy", "resolveBy"] as const) expect(part[key]).toBe(before[key]);
    if (!["assign", "accept", "transfer", "return", "dispute", "arbitrate", "merge", "split"].includes(move.kind))
      return;
    for (const key of ["assignBy", "replyBy", "resolveBy"] as const)
      expect(after[key]! <= before[key]!, `${move.kind} ${key}`).toBe(true);
  });
});

test("a confidential ticket never comes to the body complained of", () => {
  check((_, after) => {
    if (after.confidential) expect(["移交组", "营商办"]).toContain(after.lead);
  });
});

test("no district gives work to another, none decides what the city has, and who follows a ticket never ends it", () => {
  check((before, after, move, outcome) => {
    const by = outcome.entries[0]!.by;
    const district = by === "" ? null : who(by).district;
    if (district === null || move.kind === "undo") return;
    // Up to the city, or within their own tree.
    if (after.lead !== before.lead) expect([null, district]).toContain(districtOf(after.lead, departments));
    if (by !== "liaison" && districtOf(before.lead, departments) === null)
      expect(["urge", "progress", "request_detail", "return", "dispute"]).toContain(move.kind);
  });
});

test("what the city has of a district is followed there, and nothing else is", () => {
  check((before, after) => {
    if (after.tracker === null) {
      const wasTheirs = before.lead !== null && districtOf(before.lead, departments) !== null;
      if (wasTheirs && after.lead !== null && !after.confidential)
        expect(districtOf(after.lead, departments)).not.toBeNull();
    } else expect(districtOf(after.lead, departments)).toBeNull();
  });
});

test("every move leaves its entry, and what its first entry says was before and after is so", () => {
  check((before, after, _, outcome) => {
    expect(outcome.entries.length).toBeGreaterThan(0);
    const { change } = outcome.entries[0]!;
    for (const [key, value] of Object.entries(change!.before!)) expect(before[key as keyof TicketState]).toEqual(value);
    for (const [key, value] of Object.entries(change!.after!)) expect(after[key as keyof TicketState]).toEqual(value);
  });
});

test("bells ring on working days outside quiet hours, never in the past, and stop with the work", () => {
  check((_, after, _move, outcome, ctx) => {
    for (const bell of outcome.bells.start) {
      const local = new Date(bell.dueAt.getTime() + 8 * 3_600_000).toISOString();
      expect(bell.dueAt >= ctx.now).toBe(true);
      expect(calendar.isWorkday(local.slice(0, 10))).toBe(true);
      expect(local.slice(11, 16) >= "08:00" && local.slice(11, 16) < "20:00").toBe(true);
    }
    if (!OPEN.includes(after.status))
      expect(outcome.bells.start.some((bell) => bell.key.includes("/reply/"))).toBe(false);
  });
});

test("lives get long enough to mean something", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyStart, anyLife, anyRules, (start, steps, rules) => {
      seen.add(live(start, steps, rules, () => {}).status);
    }),
    { numRuns: 3000, seed: 7 },
  );
  expect([...seen].sort()).toEqual(TICKET_STATUSES.filter((status) => status !== "不予受理").sort());
});
