import { DOC_FEATURES, type Judged } from "./documents.ts";
import { KINDS } from "./kinds.ts";
import type { Question } from "./question.ts";
import type { Scanner } from "./scan.ts";

/** What tells an answered question from one that only shares a topic with the catalogue. */
export const ANSWER_FEATURES = [
  ...DOC_FEATURES.map((name) => `top_${name}` as const),
  "share",
  "margin",
  "window_heads_cover",
  "uncovered",
  "uncovered_matter",
  "window_heads_cover_talk",
  "uncovered_talk",
  "uncovered_matter_talk",
  "share_talk",
  "talk",
  "small",
  "has_place",
  "has_year",
  "has_edition",
  "asks",
  ...KINDS.map((kind) => `lacks_${kind}` as const),
] as const;

/** A catalogue of fewer documents is a town's own. */
const FEW = 100;

/** `judged` best first; `share` = probability of each among them. */
export function answerFeatures(
  question: Question,
  scanner: Scanner,
  judged: Judged[],
  share: number[],
  docs: number,
): Float64Array {
  const top = judged[0]!;
  const { segment } = top.candidate;
  const window = top.chosen.windows[0];
  const { at, terms, first } = top.sentences;
  const shown = window ? terms.slice(at[window.from]!, at[window.to]!) : [];
  const cover = scanner.coverage(shown, top.titleTerms);
  const gap = scanner.uncovered(shown, top.titleTerms);
  const docGap = scanner.uncovered(terms, top.titleTerms);
  let held = 0;
  if (window) for (let s = window.from; s < window.to; s++) held |= segment.sentKinds[first + s]!;
  return Float64Array.from([
    ...top.features,
    share[0]!,
    share[0]! - (share[1] ?? 0),
    cover,
    gap,
    docGap,
    cover * question.colloquial,
    gap * question.colloquial,
    docGap * question.colloquial,
    share[0]! * question.colloquial,
    question.colloquial,
    docs < FEW ? 1 : 0,
    question.places.length ? 1 : 0,
    question.years.length ? 1 : 0,
    question.editions.length ? 1 : 0,
    question.kinds ? 1 : 0,
    ...KINDS.map((_, bit) => (question.kinds & (1 << bit) && !(held & (1 << bit)) ? 1 : 0)),
  ]);
}
