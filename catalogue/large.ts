import type { Day } from "../domain/town.ts";
import { type AnswerOptions, answerPolicy, type PolicyAnswer, type PolicyQuestion } from "./answer.ts";
import type { Catalogue, ChainEntry } from "./match.ts";
import { search } from "./search/search.ts";

/** From so many documents on a question is better put to the search first. */
export const LARGE_FROM = 400;
const CANDIDATES = 30;

/**
 * A catalogue too big to weigh every policy for every question: `answerPolicy` over the chains that the search names, and
 * over those that were cited before. Throws without `withSearch`.
 */
export function answerFromLarge(
  asked: PolicyQuestion,
  whole: Catalogue,
  asOf: Day,
  options: AnswerOptions = {},
): PolicyAnswer {
  const context = asked.context.map((turn) => ({ role: turn.from, text: turn.text }));
  if (!whole.search) throw new Error("a large catalogue needs an index");
  const { index, knowledge } = whole.search;
  const { hits } = search(index, knowledge, asked.text, { context, asOf, limit: CANDIDATES });
  const cited = asked.context.flatMap((turn) => turn.citations ?? []).map((ref) => ref.split("#")[0]!);
  const entries = new Set<ChainEntry>();
  const add = (id: string | undefined) => {
    const entry = whole.entryOf.get(id ?? "");
    if (!entry || entries.has(entry)) return;
    entries.add(entry);
    // What took its place has to be at hand when a candidate has ended.
    for (const member of entry.chain.members) add(member.supersededBy);
  };
  for (const id of [...hits.map((hit) => hit.docid), ...cited]) add(id);
  return answerPolicy(asked, { ...whole, entries: [...entries] }, asOf, options);
}
