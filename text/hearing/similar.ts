/**
 * Whether messages tell of the same trouble: the same place and the same problem.
 * Two views are compared: the gist (title or opening words: what and where in general) and the details (rare pairs and
 * triples of characters: names of estates, roads, machines). Both must agree: the same estate with another problem, or
 * the same problem at another place, is another trouble.
 */

type Weights = Map<string, number>;

/** How many of the known messages hold each piece of text; what is rare tells more. */
export interface Rarity {
  documents: number;
  gist: Map<string, number>;
  details: Map<string, number>;
}

/** A message made ready for comparison. */
export interface Profile {
  gist: Weights;
  details: Weights;
  /** Places that a short message names; empty for a long one. */
  places: string[];
}

/** From here on two messages count as one trouble; fitted on development messages (`npm run bench:understanding`). */
export const SAME_TROUBLE = 0.14;

const GIST_LENGTH = 40;
const DETAIL_LENGTH = 400;
/** Two short messages that both name places and share none tell of two troubles. Letters name places in passing. */
const ELSEWHERE = 0.5;
const SHORT = 80;

const PLACE =
  /[\u4e00-\u9fff]{2,6}(?:小区|花园|家园|新村|国际城|社区|广场|大厦|公寓|大道|产业园|工业园|科技园|园区|开发区|街道|学校|小学|中学|医院|公园|市场|码头|村|镇)|[\u4e00-\u9fff]{1,4}(?<![公道马铁线思网短电修有没条])路(?![由灯面口障况])|[一二三四五六七八九十\d]+(?:号线|路(?=公交|车|改|延|站))/g;

function bare(text: string): string {
  return text.replace(/[\s\p{P}\p{S}]/gu, "").toLowerCase();
}

function gistOf(text: string): string {
  const [first, ...rest] = text.trim().split("\n");
  return bare(rest.length > 0 && first!.length <= 80 ? first! : text.slice(0, GIST_LENGTH));
}

function count(text: string, shortest: number, longest: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at < text.length; at++) {
    for (let n = shortest; n <= longest && at + n <= text.length; n++) {
      const piece = text.slice(at, at + n);
      counts.set(piece, (counts.get(piece) ?? 0) + 1);
    }
  }
  return counts;
}

const gistPieces = (text: string) => count(gistOf(text), 1, 2);
const detailPieces = (text: string) => count(bare(text).slice(0, DETAIL_LENGTH), 2, 3);

/** What is common and what is rare among messages; from the last weeks' tickets, or the messages to be compared. */
export function rarityOf(texts: readonly string[]): Rarity {
  const rarity: Rarity = { documents: texts.length, gist: new Map(), details: new Map() };
  for (const text of texts) {
    for (const piece of gistPieces(text).keys()) rarity.gist.set(piece, (rarity.gist.get(piece) ?? 0) + 1);
    for (const piece of detailPieces(text).keys()) rarity.details.set(piece, (rarity.details.get(piece) ?? 0) + 1);
  }
  return rarity;
}

/** Never 0, so that a day on which everybody reports the same trouble still shows it. */
function weigh(counts: Map<string, number>, documents: number, known: Map<string, number>): Weights {
  let norm = 0;
  const weights: Weights = new Map();
  for (const [piece, n] of counts) {
    const weight = (1 + Math.log(n)) * Math.log(1 + documents / (known.get(piece) ?? 0.5));
    weights.set(piece, weight);
    norm += weight * weight;
  }
  const scale = 1 / (Math.sqrt(norm) || 1);
  for (const [piece, weight] of weights) weights.set(piece, weight * scale);
  return weights;
}

export function profileOf(text: string, rarity: Rarity): Profile {
  return {
    gist: weigh(gistPieces(text), rarity.documents, rarity.gist),
    details: weigh(detailPieces(text), rarity.documents, rarity.details),
    places: text.length <= SHORT ? [...new Set(text.match(PLACE) ?? [])] : [],
  };
}

function cosine(a: Weights, b: Weights): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [piece, weight] of few) sum += weight * (many.get(piece) ?? 0);
  return sum;
}

/** 0 = nothing in common, 1 = the same words. */
export function likeness(a: Profile, b: Profile): number {
  const both = Math.sqrt(cosine(a.gist, b.gist) * cosine(a.details, b.details));
  if (a.places.length === 0 || b.places.length === 0) return both;
  const shared = a.places.some((place) => b.places.some((other) => place.endsWith(other) || other.endsWith(place)));
  return shared ? both : both * ELSEWHERE;
}

/** How much two messages tell of the same trouble, 0…1. Without a rarity the two alone say what is rare. */
export function similarity(a: string, b: string, rarity: Rarity = rarityOf([a, b])): number {
  return likeness(profileOf(a, rarity), profileOf(b, rarity));
}

export interface ClusterOptions {
  threshold?: number;
  /** Unless given, that of the messages themselves. */
  rarity?: Rarity;
}

/** All pairs' likeness, row-major; the same for every threshold. */
export function likenesses(texts: readonly string[], rarity: Rarity = rarityOf(texts)): Float64Array {
  const profiles = texts.map((text) => profileOf(text, rarity));
  const n = texts.length;
  const all = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const value = likeness(profiles[i]!, profiles[j]!);
      all[i * n + j] = value;
      all[j * n + i] = value;
    }
  }
  return all;
}

/** Groups by average linkage: the two closest groups join until no two are close enough. Numbers in `all`'s order. */
export function groupsOf(all: Float64Array, n: number, threshold: number): number[][] {
  const near = Float64Array.from(all);
  const groups: (number[] | undefined)[] = Array.from({ length: n }, (_, i) => [i]);
  for (;;) {
    let best = threshold;
    let a = -1;
    let b = -1;
    for (let i = 0; i < n; i++) {
      if (!groups[i]) continue;
      for (let j = i + 1; j < n; j++) {
        if (groups[j] && near[i * n + j]! >= best && (a < 0 || near[i * n + j]! > best)) {
          best = near[i * n + j]!;
          a = i;
          b = j;
        }
      }
    }
    if (a < 0) return groups.filter((group) => group !== undefined);
    const [left, right] = [groups[a]!, groups[b]!];
    for (let k = 0; k < n; k++) {
      if (!groups[k] || k === a || k === b) continue;
      const mean = (near[a * n + k]! * left.length + near[b * n + k]! * right.length) / (left.length + right.length);
      near[a * n + k] = mean;
      near[k * n + a] = mean;
    }
    groups[a] = [...left, ...right];
    groups[b] = undefined;
  }
}

/** Messages that tell of the same trouble, in groups of two and more, oldest first as given. */
export function cluster<Row extends { text: string }>(rows: readonly Row[], options: ClusterOptions = {}): Row[][] {
  const all = likenesses(
    rows.map(({ text }) => text),
    options.rarity,
  );
  return groupsOf(all, rows.length, options.threshold ?? SAME_TROUBLE)
    .filter((group) => group.length > 1)
    .map((group) => group.sort((x, y) => x - y).map((i) => rows[i]!));
}
