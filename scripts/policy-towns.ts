import type { SearchDoc } from "../catalogue/search/segment.ts";

export interface TownQuestion {
  town: string;
  question: string;
  docid: string | null;
  also: string[];
  evidence: string[];
}

/** Reads data/training/policy-towns.txt; throws naming the line that is not understood. */
export function parseTowns(source: string): { towns: Map<string, SearchDoc[]>; questions: TownQuestion[] } {
  const towns = new Map<string, SearchDoc[]>();
  const questions: TownQuestion[] = [];
  let town = "";
  source.split("\n").forEach((line, i) => {
    if (!line.trim() || line.startsWith("#")) return;
    const [head, first, second] = line.split("\t");
    const docs = towns.get(town) ?? [];
    if (head === "T") {
      town = first!;
      towns.set(town, []);
    } else if (head === "D") docs.push({ id: first!, title: second!, clauses: [] });
    else if (head === "U") questions.push({ town, question: first!, docid: null, also: [], evidence: [] });
    else if (head === "Q") {
      const refs = second!.split(",").map((ref) => ref.split("#"));
      const evidence = refs.map(([id, label]) => {
        const text = docs.find((doc) => doc.id === id)?.clauses.find((clause) => clause.label === label)?.text;
        if (!text) throw new Error(`policy-towns.txt:${i + 1}: no clause ${id}#${label}`);
        return text;
      });
      questions.push({ town, question: first!, docid: refs[0]![0]!, also: refs.slice(1).map(([id]) => id!), evidence });
    } else if (head && first && docs.length) docs.at(-1)!.clauses.push({ label: head, text: first });
    else throw new Error(`policy-towns.txt:${i + 1}: not understood: ${line}`);
  });
  return { towns, questions };
}
