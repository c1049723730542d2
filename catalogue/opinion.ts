import type { Day } from "../domain/town.ts";
import { type Catalogue, type ChainEntry, type Unit, valueText } from "./match.ts";
import { buildIndex } from "./search/index.ts";
import { type PolicyKnowledge, search } from "./search/search.ts";

/** What the trained search makes of a question. It knows no ideas, only words: its mistakes are other ones. */
export interface Opinion {
  /** 0…1: how sure it is that its first document answers. */
  confidence: number;
  /** Probability of each chain among those it found; what is absent has none. */
  share: ReadonlyMap<ChainEntry, number>;
  /** 0…1: a clause or element beside the best one that it found in the same chain, times the chain's share. */
  clause(unit: Unit): number;
}

const HITS = 12;

/** The same catalogue with an index of its documents, so that answers can ask for a second opinion. */
export function withSearch(catalogue: Catalogue, knowledge: PolicyKnowledge): Catalogue {
  const index = buildIndex(
    catalogue.policies.map((one) => ({
      id: one.id,
      title: one.title,
      ...(one.no ? { no: one.no } : {}),
      clauses: [
        ...Object.entries(one.clauses).map(([label, text]) => ({ label, text })),
        ...Object.entries(one.elements).map(([label, value]) => ({ label, text: `${label}：${valueText(value)}` })),
      ],
    })),
  );
  return { ...catalogue, search: { index, knowledge } };
}

/** Of the question alone: what was said before would draw it to the clause that was shown before. Undefined without index. */
export function opinionOn(text: string, catalogue: Catalogue, asOf: Day): Opinion | undefined {
  if (!catalogue.search) return undefined;
  const { index, knowledge } = catalogue.search;
  const { hits, confidence } = search(index, knowledge, text, { asOf, limit: HITS });
  const share = new Map<ChainEntry, number>();
  const best = new Map<ChainEntry, number>();
  const clauses = new Map<string, number>();
  for (const hit of hits) {
    const entry = catalogue.entryOf.get(hit.docid);
    if (!entry) continue;
    share.set(entry, (share.get(entry) ?? 0) + hit.score);
    best.set(entry, Math.max(best.get(entry) ?? 0, hit.score));
    const ref = `${hit.docid}#${hit.clause}`;
    clauses.set(ref, Math.max(clauses.get(ref) ?? 0, hit.score));
  }
  return {
    confidence,
    share,
    clause: ({ policy, label }) => {
      const entry = catalogue.entryOf.get(policy.id)!;
      const most = best.get(entry) ?? 0;
      return most ? ((clauses.get(`${policy.id}#${label}`) ?? 0) / most) * (share.get(entry) ?? 0) : 0;
    },
  };
}
