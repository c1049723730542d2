import type { Day, Policy } from "../domain/town.ts";
import { type AnswerOptions, answerPolicy, type PolicyAnswer, type PolicyQuestion } from "./answer.ts";
import type { Lexicon } from "./concepts.ts";
import { type Catalogue, type ChainEntry, openCatalogue, valueText } from "./match.ts";
import { buildIndex, type PolicyIndex } from "./search/index.ts";
import { type PolicyKnowledge, search } from "./search/search.ts";

/** A catalogue too big to weigh every policy for every question: the search names candidates, the rest is the same. */
export interface LargeCatalogue {
  whole: Catalogue;
  index: PolicyIndex;
  knowledge: PolicyKnowledge;
}

/** From so many documents on a question is better put to the search first. */
export const LARGE_FROM = 400;
const CANDIDATES = 30;

export function openLarge(policies: readonly Policy[], lexicon: Lexicon, knowledge: PolicyKnowledge): LargeCatalogue {
  const index = buildIndex(
    policies.map((one) => ({
      id: one.id,
      title: one.title,
      ...(one.no ? { no: one.no } : {}),
      clauses: [
        ...Object.entries(one.clauses).map(([label, text]) => ({ label, text })),
        ...Object.entries(one.elements).map(([label, value]) => ({ label, text: `${label}：${valueText(value)}` })),
      ],
    })),
  );
  return { whole: openCatalogue(policies, lexicon), index, knowledge };
}

/** `answerPolicy` over the chains that the search names, and over those that were cited before. */
export function answerFromLarge(
  asked: PolicyQuestion,
  { whole, index, knowledge }: LargeCatalogue,
  asOf: Day,
  options: AnswerOptions = {},
): PolicyAnswer {
  const context = asked.context.map((turn) => ({ role: turn.from, text: turn.text }));
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
