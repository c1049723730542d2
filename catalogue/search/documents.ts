import type { Candidate, Weighed } from "./candidates.ts";
import { foldString } from "./fold.ts";
import type { Chosen, Sentences } from "./passages.ts";
import { findPlaces, type PlaceFound, type Places } from "./places.ts";
import { editionsIn, yearsIn } from "./question.ts";
import type { Scanner } from "./scan.ts";
import { type DocHead, docEnd, type Segment } from "./segment.ts";

const PLAIN = [
  "best",
  "best_share",
  "second",
  "whole",
  "whole_share",
  "title",
  "title_share",
  "title_cover",
  "title_used",
  "doc_cover",
  "doc_cover_lead",
  "window_cover",
  "window_cover_lead",
  "peak",
  "peak_lead",
  "mass",
  "run",
] as const;

export const DOC_FEATURES = [
  ...PLAIN,
  ...PLAIN.map((name) => `${name}_talk` as const),
  "kinds",
  "year_title",
  "year_text",
  "year_other",
  "edition_title",
  "edition_other",
  "place_title",
  "place_text",
  "place_missing",
  "place_other",
  "foreign_title",
  "length",
  "explains",
  "law",
  "notice",
  "list",
  "report",
  "no_number",
  "opening",
] as const;

export interface Judged {
  candidate: Candidate;
  titleTerms: number[];
  sentences: Sentences;
  chosen: Chosen;
  features: Float64Array;
}

const D = DOC_FEATURES.length;
const at = Object.fromEntries(DOC_FEATURES.map((name, i) => [name, i])) as Record<
  (typeof DOC_FEATURES)[number],
  number
>;

const DOC_TYPES = {
  explains: /解读|问答|一图读懂|图解|答记者问|说明/,
  law: /条例|办法|规定|细则|法(?:》|$)|措施|意见|规程|准则|政策/,
  notice: /通知|公告|通告|指南|方案/,
  list: /名单|公示|清单|目录|结果/,
  report: /报告|总结|规划|要点|会议|讲话|新闻|召开|复函|批复/,
};

/** What a document's head says, whatever is asked. */
interface Facts {
  heading: string;
  opening: string;
  years: number[];
  editions: string[];
  places: PlaceFound[];
  types: (keyof typeof DOC_TYPES)[];
}

/** Kept per segment, since segments never change; read anew when other places are handed in. */
const known = new WeakMap<DocHead[], { places: Places; facts: (Facts | undefined)[] }>();

function factsOf(segment: Segment, doc: number, places: Places): Facts {
  let kept = known.get(segment.heads);
  if (kept?.places !== places) {
    kept = { places, facts: [] };
    known.set(segment.heads, kept);
  }
  const before = kept.facts[doc];
  if (before) return before;
  const { title, no, date } = segment.heads[doc]!;
  const heading = foldString(`${title} ${no} ${date}`);
  const start = segment.docStart[doc]!;
  const facts: Facts = {
    heading,
    opening: foldString(segment.text.slice(start, Math.min(docEnd(segment, doc), start + 160))),
    years: yearsIn(heading),
    editions: editionsIn(heading),
    places: findPlaces(places, heading),
    types: (Object.keys(DOC_TYPES) as (keyof typeof DOC_TYPES)[]).filter((name) => DOC_TYPES[name].test(title)),
  };
  kept.facts[doc] = facts;
  return facts;
}

/** Fills in what sets the candidates of one question apart. All rows are relative to the same question. */
export function describeDocs(scanner: Scanner, weighed: Weighed, places: Places, judged: Judged[]): void {
  const { question } = scanner;
  const most = (of: (j: Judged) => number): number => Math.max(1e-6, ...judged.map(of));
  const best = most((j) => j.candidate.best);
  const whole = most((j) => j.candidate.whole);
  const title = most((j) => j.candidate.title);
  const covers = judged.map((j) => scanner.coverage(j.sentences.terms, j.titleTerms));
  const windowCovers = judged.map((j) => {
    const window = j.chosen.windows[0];
    const { at: offsets, terms } = j.sentences;
    return window
      ? {
          cover: scanner.coverage(terms.slice(offsets[window.from]!, offsets[window.to]!), j.titleTerms),
          run: scanner.longestRun(),
        }
      : { cover: 0, run: 0 };
  });
  const topCover = Math.max(...covers);
  const topWindow = Math.max(...windowCovers.map((w) => w.cover));
  const topPeak = Math.max(...judged.map((j) => j.chosen.peak));
  judged.forEach((j, i) => {
    const { candidate, chosen } = j;
    const { segment, doc } = candidate;
    const head = segment.heads[doc]!;
    const f = new Float64Array(D);
    const { heading, opening, ...facts } = factsOf(segment, doc, places);
    const plain: Record<(typeof PLAIN)[number], number> = {
      best: candidate.best / weighed.ideal,
      best_share: candidate.best / best,
      second: candidate.second / best,
      whole: candidate.whole / weighed.ideal,
      whole_share: candidate.whole / whole,
      title: candidate.title / weighed.ideal,
      title_share: candidate.title / title,
      title_cover: scanner.coverage(j.titleTerms),
      title_used: Math.min(1.5, new Set(j.titleTerms).size / Math.max(4, segment.titleLength[doc]!)),
      doc_cover: covers[i]!,
      doc_cover_lead: covers[i]! - topCover,
      window_cover: windowCovers[i]!.cover,
      window_cover_lead: windowCovers[i]!.cover - topWindow,
      peak: chosen.peak / 5,
      peak_lead: (chosen.peak - topPeak) / 5,
      mass: chosen.windows[0]?.mass ?? 0,
      run: Math.min(10, windowCovers[i]!.run) / 10,
    };
    for (const name of PLAIN) {
      f[at[name]] = plain[name];
      f[at[`${name}_talk`]] = plain[name] * question.colloquial;
    }
    const anchor = chosen.windows[0]?.anchor ?? 0;
    const held = segment.sentKinds[j.sentences.first + anchor] ?? 0;
    f[at.kinds] = question.kinds ? (held & question.kinds ? 1 : 0) : 0.5;
    if (question.years.length) {
      const own = facts.years;
      if (own.some((year) => question.years.includes(year))) f[at.year_title] = 1;
      else if (own.length) f[at.year_other] = 1;
      const text = segment.text.slice(segment.docStart[doc]!, docEnd(segment, doc));
      if (question.years.some((year) => text.includes(String(year)))) f[at.year_text] = 1;
    }
    if (question.editions.length) {
      const own = facts.editions;
      if (own.some((edition) => question.editions.includes(edition))) f[at.edition_title] = 1;
      else if (own.length) f[at.edition_other] = 1;
    }
    const own = facts.places;
    if (question.places.length) {
      const names = question.places.map((place) => place.name);
      if (names.some((name) => heading.includes(name))) f[at.place_title] = 1;
      else if (names.some((name) => opening.includes(name))) f[at.place_text] = 1;
      else {
        const text = segment.text.slice(segment.docStart[doc]!, docEnd(segment, doc));
        if (names.some((name) => text.includes(name))) f[at.place_text] = 0.5;
        else f[at.place_missing] = 1;
      }
      const provinces = new Set(question.places.map((place) => place.province));
      if (own.length && !own.some((place) => provinces.has(place.province))) f[at.place_other] = 1;
    } else if (own.length) f[at.foreign_title] = 1;
    f[at.length] = Math.log(1 + segment.docLength[doc]!) / 8;
    for (const name of facts.types) f[at[name]] = 1;
    if (!head.no) f[at.no_number] = 1;
    f[at.opening] = scanner.coverage(scanner.inText(opening));
    j.features = f;
  });
}
