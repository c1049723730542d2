import type { Policy } from "../domain/town.ts";
import { type Chain, chainsOf } from "./chain.ts";
import { fold, type Lexicon, scanLongest } from "./concepts.ts";
import type { AskedPolicy, Residue, Topic } from "./question.ts";
import type { PolicyIndex } from "./search/index.ts";
import type { PolicyKnowledge } from "./search/search.ts";

/** A clause or a guide's element: the smallest thing that is cited. */
export interface Unit {
  policy: Policy;
  /** Clause label or element name. */
  label: string;
  kind: "clause" | "element";
  text: string;
  scope: Scope;
}

/** What a stretch of text is about. */
interface Scope {
  folded: string;
  ideas: Set<string>;
}

export interface ChainEntry {
  chain: Chain;
  units: Unit[];
  titles: Scope;
  whole: Scope;
}

/** The policies of one town, ready to be asked. Build once per change; read-only. */
export interface Catalogue {
  policies: readonly Policy[];
  byId: ReadonlyMap<string, Policy>;
  entries: ChainEntry[];
  entryOf: ReadonlyMap<string, ChainEntry>;
  idf: ReadonlyMap<string, number>;
  lexicon: Lexicon;
  /** For a second opinion; see `withSearch`. */
  search?: { index: PolicyIndex; knowledge: PolicyKnowledge };
}

export interface ChainMatch {
  entry: ChainEntry;
  score: number;
  /** Share of what the question is about that the chain speaks of, 0…1. */
  coverage: number;
  /** Weight of what matched, uncommon words counting more. */
  mass: number;
  /** A topic that is not a common one is spoken of. */
  strong: boolean;
  /** Units of the chain, best first. */
  units: { unit: Unit; score: number }[];
  /** Topics that the chain does not speak of. */
  missing: Topic[];
  /** Everyday words whose official words are known and stand nowhere in the chain. */
  unmet: number;
}

export const valueText = (value: string | readonly string[]): string =>
  typeof value === "string" ? value : value.join("、");

function scopeOf(text: string, lexicon: Lexicon): Scope {
  const folded = fold(text);
  return { folded, ideas: new Set(scanLongest(folded, lexicon).map((one) => one.id)) };
}

/** Reading a document is most of the work of opening a catalogue; a document that stays is read once. */
const read = new WeakMap<Lexicon, WeakMap<Policy, { title: Scope; units: Unit[] }>>();

function readPolicy(policy: Policy, lexicon: Lexicon): { title: Scope; units: Unit[] } {
  const known = read.get(lexicon) ?? new WeakMap();
  read.set(lexicon, known);
  const before = known.get(policy);
  if (before) return before;
  const made = {
    title: scopeOf(policy.title, lexicon),
    units: [
      ...Object.entries(policy.clauses).map(([label, text]) => unitOf(policy, label, "clause", text, lexicon)),
      ...Object.entries(policy.elements).map(([label, value]) =>
        unitOf(policy, label, "element", valueText(value), lexicon),
      ),
    ],
  };
  known.set(policy, made);
  return made;
}

/** What a document's title speaks of. */
export const titleOf = (policy: Policy, lexicon: Lexicon): ReadonlySet<string> =>
  readPolicy(policy, lexicon).title.ideas;

const union = (scopes: readonly Scope[]): Scope => ({
  folded: scopes.map((one) => one.folded).join("\n"),
  ideas: new Set(scopes.flatMap((one) => [...one.ideas])),
});

export function openCatalogue(policies: readonly Policy[], lexicon: Lexicon): Catalogue {
  const entries = chainsOf(policies).map((chain): ChainEntry => {
    const members = chain.members.map((policy) => readPolicy(policy, lexicon));
    const units = members.flatMap((one) => one.units);
    const titles = union(members.map((one) => one.title));
    return { chain, units, titles, whole: union([titles, ...units.map((one) => one.scope)]) };
  });
  const frequency = new Map<string, number>();
  for (const { whole } of entries) for (const id of whole.ideas) frequency.set(id, (frequency.get(id) ?? 0) + 1);
  const size = Math.log(1 + entries.length);
  return {
    policies,
    byId: new Map(policies.map((one) => [one.id, one])),
    entries,
    entryOf: new Map(entries.flatMap((entry) => entry.chain.members.map((one) => [one.id, entry] as const))),
    idf: new Map([...frequency].map(([id, count]) => [id, Math.log(1 + entries.length / count) / size])),
    lexicon,
  };
}

function unitOf(policy: Policy, label: string, kind: Unit["kind"], text: string, lexicon: Lexicon): Unit {
  return { policy, label, kind, text, scope: scopeOf(kind === "element" ? `${label} ${text}` : text, lexicon) };
}

/** Least weight of a topic that a chain does not speak of. */
const MISSING = 0.7;

/** A text that speaks of the wider thing alone: not what was asked. */
const WIDER = 0.45;

/** How far a text speaks of a topic: itself 1, something narrower 0.85, something wider less. */
function speaksOf(topic: Topic, scope: Scope, lexicon: Lexicon): number {
  if (scope.ideas.has(topic.id) || (topic.form.length > 2 && scope.folded.includes(topic.form))) return 1;
  for (const id of scope.ideas)
    if (lexicon.ancestors.get(id)?.has(topic.id)) return lexicon.concepts.get(id)!.weight >= topic.weight ? 0.85 : 0.5;
  let wider = 0;
  for (const id of lexicon.ancestors.get(topic.id) ?? [])
    if (scope.ideas.has(id)) wider = Math.max(wider, lexicon.concepts.get(id)!.weight >= 1 ? WIDER : 0.2);
  return wider;
}

function residueFit(residue: Residue, scope: Scope): number {
  if (scope.folded.includes(residue.text) || residue.targets.some((one) => scope.folded.includes(one))) return 1;
  // A word that the lexicon knows is no slip of the pen for another.
  if (residue.targets.length) return 0;
  let hits = 0;
  for (let at = 0; at + 2 <= residue.text.length; at++)
    if (scope.folded.includes(residue.text.slice(at, at + 2))) hits++;
  const share = hits / Math.max(1, residue.text.length - 1);
  return share >= 0.5 ? share * 0.8 : 0;
}

/** Chains that speak of the question, best first. */
export function rankChains(question: AskedPolicy, catalogue: Catalogue): ChainMatch[] {
  return catalogue.entries
    .map((entry) => matchChain(question, entry, catalogue))
    .filter((match) => match.score > 0)
    .sort((a, b) => b.score - a.score || a.entry.chain.root.id.localeCompare(b.entry.chain.root.id));
}

export function matchChain(question: AskedPolicy, entry: ChainEntry, catalogue: Catalogue): ChainMatch {
  const { lexicon } = catalogue;
  const rarity = (id: string) => catalogue.idf.get(id) ?? 1;
  let score = 0;
  let mass = 0;
  let total = 0;
  let covered = 0;
  const missing: Topic[] = [];
  let strong = false;
  for (const topic of question.topics) {
    const weight = topic.incidental ? topic.weight * 0.15 : topic.weight;
    const inWhole = speaksOf(topic, entry.whole, lexicon);
    if (inWhole >= 0.85 && topic.weight >= 1 && !topic.incidental) strong = true;
    const inTitle = speaksOf(topic, entry.titles, lexicon);
    // A passing word ("买", "员工") that is missing tells little.
    // A common topic that is missing tells as much as an uncommon one.
    const absent =
      topic.weight < 0.5 ? weight * 0.3 : topic.incidental ? weight : Math.max(weight, topic.lent ? 0 : MISSING);
    total += inWhole < 0.5 ? absent : weight;
    covered += weight * inWhole;
    mass += weight * inWhole * rarity(topic.id);
    score += weight * rarity(topic.id) * (inWhole + 0.4 * inTitle);
    if (inWhole < 0.5 && topic.weight >= 0.5 && !topic.incidental) missing.push(topic);
  }
  let unknown = 0;
  let unmet = 0;
  for (const residue of question.residues) {
    const found = residueFit(residue, entry.whole);
    // An uncommon word that stands there letter for letter is as good as a known topic.
    const weight = found === 1 && residue.text.length > 2 ? Math.max(0.5, residue.weight * 1.6) : residue.weight;
    unknown += residue.weight * (1 - found);
    if (found < 0.5 && residue.targets.length) unmet += residue.weight;
    total += weight * found;
    covered += weight * found;
    mass += weight * found;
    score += weight * found * 1.2;
  }
  const run = sharedRun(question.text, entry.whole.folded);
  // A run that cuts through a topic is no name, one inside a topic says nothing new.
  const splits = question.topics.some(
    (one) => one.start < run.end && run.start < one.start + one.form.length && !within(one, run),
  );
  if (run.end - run.start >= VERBATIM && !splits) {
    total += VERBATIM_WEIGHT;
    covered += VERBATIM_WEIGHT;
    mass += VERBATIM_WEIGHT;
    score += VERBATIM_WEIGHT;
  }
  // A long story holds many words that no document has: they weigh no more than half of what it is known to be about.
  total += Math.min(unknown, Math.max(0.5, total * 0.5));
  const units = entry.units
    .map((unit) => ({ unit, score: unitScore(question, unit, entry, catalogue) }))
    .sort((a, b) => b.score - a.score);
  const coverage = total ? covered / total : 0;
  const lift = question.opinion ? LIFT * question.opinion.confidence * (question.opinion.share.get(entry) ?? 0) : 0;
  return {
    entry,
    score: (score + 0.5 * (units[0]?.score ?? 0)) * (1 + lift),
    coverage,
    mass,
    strong,
    units,
    missing,
    unmet,
  };
}

/** Characters in a row that question and document share, from which they count as a name both know, and its weight. */
const VERBATIM = 4;
const VERBATIM_WEIGHT = 0.5;

interface Run {
  start: number;
  end: number;
}

const within = ({ start, form }: Topic, run: Run): boolean =>
  run.start <= start && start + form.length <= run.end && run.end - run.start > form.length;

/** The longest run of Chinese characters that two texts share. */
function sharedRun(a: string, b: string): Run {
  const best: Run = { start: 0, end: 0 };
  for (let start = 0; start + best.end - best.start < a.length; start++) {
    if (!HAN.test(a[start]!)) continue;
    let end = start + best.end - best.start + 1;
    while (end <= a.length && HAN.test(a[end - 1]!) && b.includes(a.slice(start, end))) {
      best.start = start;
      best.end = end;
      end++;
    }
  }
  return best;
}

const HAN = /\p{Script=Han}/u;

/** How much the search's opinion, where it is sure of both, adds to a chain's own score. */
const LIFT = 0.8;

const counts = new WeakMap<ChainEntry, Map<string, number>>();

/** How many units of a chain speak of an idea. */
function holding(entry: ChainEntry, id: string): number {
  const known = counts.get(entry) ?? new Map<string, number>();
  counts.set(entry, known);
  const before = known.get(id);
  if (before !== undefined) return before;
  const count = entry.units.filter((one) => one.scope.ideas.has(id)).length;
  known.set(id, count);
  return count;
}

function unitScore(question: AskedPolicy, unit: Unit, entry: ChainEntry, catalogue: Catalogue): number {
  let score = 0;
  for (const topic of question.topics) {
    const weight =
      (topic.incidental ? 0.15 : topic.lent ? 0.3 : 1) *
      Math.max(0.5, topic.weight) *
      (catalogue.idf.get(topic.id) ?? 1);
    // A topic that every clause of the chain shares does not choose between them.
    const shared = holding(entry, topic.id);
    // Nor does one that the title has said already.
    const titled = entry.titles.ideas.has(topic.id) ? 0.4 : 1;
    score += weight * titled * speaksOf(topic, unit.scope, catalogue.lexicon) * (1 + 1 / Math.max(1, shared));
  }
  for (const residue of question.residues) score += residue.weight * residueFit(residue, unit.scope) * 1.5;
  return score;
}
