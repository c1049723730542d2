/** What of a session the figures are made from. */
export interface CountedSession {
  id: string;
  name: string;
  seriesId: string | null;
  issue: number | null;
  startsAt: Date;
  signups: {
    company: string;
    status: string;
    delegate: string | null;
    checkedIn: Date | null;
    arrived: number | null;
    count: number | null;
  }[];
  matters: { line: number; company: string; how: string; ticketNo: string; undone: boolean }[];
}

export interface CountedMatterTicket {
  no: string;
  status: string;
  satisfaction: string | null;
  commitments: { state: string }[];
  history: { action: string }[];
}

/** Each figure as what stands behind it, so that every number opens. */
export interface SessionFigures {
  /** 期: sessions of one series with one number count once. */
  issues: string[];
  /** 场. */
  sessions: string[];
  /** Enterprises that came, a session each: 家次. */
  came: string[];
  /** Enterprises that only wrote, a session each. */
  wrote: string[];
  /** Different enterprises that came or wrote. */
  companies: string[];
  /** 人次: persons who came, summed. */
  persons: number;
  /** Tickets of what was brought up, said or written. */
  matters: string[];
  /** Of these: with a promise, progress or an answer. */
  measures: string[];
  /** Finished, and called back as 基本满意 or better. */
  solved: string[];
  calledBack: string[];
  satisfied: string[];
}

const SATISFIED = ["非常满意", "满意", "基本满意"];
const DONE = ["已办结", "已归档"];
const GONE = ["已撤回", "不予受理"];
const MEASURES = ["progress", "reply"];

/** Figures of the sessions that have begun by `now`. What is to come, withdrawn or taken back counts nowhere. */
export function sessionFigures(
  all: CountedSession[],
  tickets: ReadonlyMap<string, CountedMatterTicket>,
  now: Date,
): SessionFigures {
  const held = all.filter((session) => session.startsAt <= now);
  const came = held.flatMap((s) => s.signups.filter(attended).map((signup) => ({ session: s.id, ...signup })));
  const brought = held.flatMap((s) =>
    s.matters.filter((m) => counts(m, tickets)).map((m) => ({ session: s.id, ...m })),
  );
  const present = new Set(came.map((one) => `${one.session}/${one.company}`));
  const wrote = new Set(
    brought
      .filter((m) => m.how === "书面")
      .map((m) => `${m.session}/${m.company}`)
      .filter((key) => !present.has(key)),
  );
  const matters = [...new Set(brought.map((m) => m.ticketNo))];
  const of = (test: (ticket: CountedMatterTicket) => boolean) => matters.filter((no) => test(tickets.get(no)!));
  const calledBack = of((t) => t.satisfaction !== null && t.satisfaction !== "未能回访");
  return {
    issues: [...new Set(held.map(issueKey))],
    sessions: held.map(({ id }) => id),
    came: [...present],
    wrote: [...wrote],
    companies: [...new Set([...came.map((c) => c.company), ...brought.map((m) => m.company)])],
    persons: came.reduce((sum, one) => sum + (one.arrived ?? 0), 0),
    matters,
    measures: of(hasMeasure),
    solved: of((t) => DONE.includes(t.status) && SATISFIED.includes(t.satisfaction ?? "")),
    calledBack,
    satisfied: calledBack.filter((no) => SATISFIED.includes(tickets.get(no)!.satisfaction!)),
  };
}

const attended = (signup: { checkedIn: Date | null }): boolean => signup.checkedIn !== null;

export const hasMeasure = (t: Pick<CountedMatterTicket, "commitments" | "history">): boolean =>
  t.commitments.some((c) => c.state !== "void") || t.history.some((h) => MEASURES.includes(h.action));

function counts(
  matter: { undone: boolean; ticketNo: string },
  tickets: ReadonlyMap<string, CountedMatterTicket>,
): boolean {
  const ticket = tickets.get(matter.ticketNo);
  return !matter.undone && ticket !== undefined && !GONE.includes(ticket.status);
}

/** An event that came without a number is a 期 of its own; a number in its name makes 场 of one 期 of equal names. */
function issueKey(session: Pick<CountedSession, "id" | "name" | "seriesId" | "issue">): string {
  if (session.seriesId !== null && session.issue !== null) return `${session.seriesId}#${session.issue}`;
  const written = /^(.*?)第\s?([0-9一二三四五六七八九十百]+)\s?期(.*?)(?:（.*场）)?$/.exec(session.name);
  return written ? `${written[1]}${written[3]}#${written[2]}` : session.id;
}

/** "94.7%"; "—" where there is nothing to divide by. */
export const rate = (part: number, whole: number): string =>
  whole === 0 ? "—" : `${((100 * part) / whole).toFixed(1)}%`;

/** The first moment of a period and of the one after it, as local days: "2026", "2026-H1", "2026-Q3", "2026-09". */
export function periodDays(period: string): [from: string, to: string] | null {
  const found = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(\d{2})))?$/.exec(period);
  if (!found) return null;
  const year = Number(found[1]);
  const [first, months] = found[2]
    ? [Number(found[2]) * 6 - 6, 6]
    : found[3]
      ? [Number(found[3]) * 3 - 3, 3]
      : found[4]
        ? [Number(found[4]) - 1, 1]
        : [0, 12];
  const day = (month: number) => `${year + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01`;
  return [day(first), day(first + months)];
}
