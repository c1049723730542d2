import type { Act } from "../../domain/vocabulary.ts";
import { companyIn } from "./company.ts";
import { ticketsNamed } from "./fields/index.ts";
import type { Reading, Segment } from "./reading.ts";
import { asksService } from "./services.ts";
import type { Turn } from "./turn.ts";

/** What else the words may be taken for where they ask about a service that the town's books hold. */
const MAY_BE_SERVICE: ReadonlySet<Act> = new Set([
  "ask_policy",
  "ask_eligible",
  "ask_progress",
  "report",
  "help",
  "out_of_scope",
  "add_detail",
  "noise",
]);

export function withServices({ ctx, heard }: Turn, segments: Segment[]): Segment[] {
  return segments.map((made) => {
    const meant =
      MAY_BE_SERVICE.has(made.act) &&
      (made.act !== "noise" || heard.addressed) &&
      asksService(made.text, ctx.town) !== undefined;
    if (!meant) return made;
    const { issue: _issue, ...rest } = made;
    return { ...rest, act: "ask_service" };
  });
}

export function withCompanies(turn: Turn, segments: Segment[]): Segment[] {
  return segments.map((made) => {
    if (made.company?.id || made.company?.candidates) return made;
    const company = companyIn(turn, made.company?.written || made.text);
    return company ? { ...made, company } : made;
  });
}

export function withNumbers(turn: Turn, segments: Segment[]): Segment[] {
  const { heard, ctx, said } = turn;
  const known = ctx.tickets.map(({ no }) => no);
  const quoted = heard.quote?.fromBot ? ticketsNamed(heard.quote.text, known) : [];
  const spoken = ticketsNamed(said, known);
  const all = spoken.length > 0 ? spoken : quoted;
  if (all.length === 0) return segments;
  return segments.map((made) => {
    if (made.ticketNos.length > 0) return made;
    const own = ticketsNamed(made.text, known);
    return { ...made, ticketNos: own.length > 0 ? own : all };
  });
}

export function sentimentOf(turn: Turn, act: Act): Reading["sentiment"] {
  if (act === "thanks" || act === "praise") return "positive";
  if (act === "whistleblow") return "negative";
  if (
    /太(?:差|气|离谱|过分)|气(?:死|愤|人)|离谱|推诿|敷衍|石沉大海|受不了|到底管不管|管不管|骗|坑|失望|不满|过分|凭什么|活久见|笑话/.test(
      turn.said,
    )
  )
    return "negative";
  return undefined;
}
