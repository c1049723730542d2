import { dayOf } from "../../domain/time.ts";
import type { Day, Town } from "../../domain/town.ts";
import { type DayCalendar, findBodies, findCompanies, findDates, normalise } from "./fields/index.ts";
import { indexOf } from "./turn.ts";

/** One line of a live record: whose problem, what it is, whose work, what was promised. */
export interface RecordReading {
  company?: string;
  /** The name fits several: nothing is guessed. */
  ambiguous: boolean;
  /** What is wrong or wanted, without the name in front and without what was promised. */
  problem: string;
  /** The department that was named as owner. */
  lead?: string;
  promises: { what: string; by: Day }[];
  /** Only a promise, on what was written down before. */
  onlyPromise: boolean;
}

const OWNS =
  /负责|承办|牵头|主办|来办|办理|处理|协调|解决|对接|会同|跟进|落实|答应|承诺|表态|上门|答复|回复|整改|完成|安排|研究|核实|督促/;
const PROMISES = /承诺|答应|表态|保证|同意/;
const AFTER_DATE = /^(?:之前|以前|前|内|之内|左右|底前|完成|：|:|，|\s)+/;

/** Reads one line. Deterministic; `now` settles what "周五前" means. */
export function readRecordLine(
  raw: string,
  { town, now, zone, calendar }: { town: Town; now: Date; zone: string; calendar: DayCalendar },
): RecordReading {
  const line = normalise(raw).trim();
  const index = indexOf(town);
  const mention = findCompanies(line, index.companies)[0];
  const head = /^([^：:，,。；;]{2,24})[：:]\s*/.exec(line);
  // "某某厂：…" that is not on the list: the words before the colon are its name.
  const unlisted =
    head && !mention && /(?:公司|厂|店|社|合作社|集团|企业|中心|馆|坊)$/.test(head[1]!) ? head[1]! : undefined;
  const company = mention?.id ?? (mention && !mention.candidates ? mention.written : unlisted);
  const rest = withoutHead(line, mention, head);
  const today = dayOf(now, zone);
  const problem: string[] = [];
  const promises: RecordReading["promises"] = [];
  let lead: string | undefined;
  for (const clause of rest
    .split(/[，,。；;\n]+/)
    .map((c) => c.trim())
    .filter(Boolean)) {
    const body = findBodies(clause, index.bodies).find(({ id }) => id !== undefined);
    const date = findDates(clause, now, zone, calendar).find((d) => d.sense !== "since" && (d.until ?? d.day) >= today);
    const bare = body && clause.length - (body.end - body.start) <= 1;
    const owned = body && (bare || date !== undefined || OWNS.test(clause.slice(body.end)));
    if (!owned && !(date && (lead || PROMISES.test(clause) || OWNS.test(clause)) && problem.length > 0)) {
      if (!/^(?:记录|问题|反映)$/.test(clause)) problem.push(clause);
      continue;
    }
    if (owned) lead ??= body.id!;
    if (date)
      promises.push({
        what: whatOf(clause, body, date),
        by: date.sense === "by" ? date.day : (date.until ?? date.day),
      });
  }
  return {
    ...(company ? { company } : {}),
    ambiguous: mention !== undefined && !mention.id && (mention.candidates?.length ?? 0) > 1,
    problem: problem.join("，"),
    ...(lead ? { lead } : {}),
    promises,
    onlyPromise: problem.length === 0 && promises.length > 0,
  };
}

function withoutHead(
  line: string,
  mention: { start: number; end: number } | undefined,
  head: RegExpExecArray | null,
): string {
  // "青禾沈总：", "青禾反映": the name and who spoke are no part of the problem.
  if (head && (!mention || mention.end <= head[0].length)) return line.slice(head[0].length);
  if (!mention || mention.start > 3) return line;
  return line
    .slice(mention.end)
    .replace(/^(?:公司|厂)?(?:[\u4e00-\u9fff]{1,3}总)?(?:提出|反映|反应|说|讲|提|表示|希望|问题)?[：:，,\s]*/, "");
}

function whatOf(
  clause: string,
  body: { start: number; end: number } | undefined,
  date: { start: number; end: number },
): string {
  const cuts = [body, date].filter((span) => span !== undefined).sort((a, b) => b.start - a.start);
  const left = cuts.reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), clause);
  const what = left
    .replace(PROMISES, "")
    .replace(AFTER_DATE, "")
    .replace(/^(?:由|请|在|于|将|会|要|就)+/, "")
    .trim();
  return what.length >= 2 ? what : "办结";
}
