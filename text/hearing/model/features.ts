/** How text becomes numbers: character n-grams with marked ends, hashed to 32 bits. The same at training and at reading. */

export interface FeatureOptions {
  /** Shortest and longest n-gram, in characters. */
  minN: number;
  maxN: number;
  /** Nothing is folded. */
  asTyped?: boolean;
}

/** What one example says: its words, and facts about its setting ("role=cadre") that count as features too. */
export interface Example {
  text: string;
  extra?: readonly string[];
}

const START = 2;
const END = 3;
const DIGIT = 48;
const PRIME = 0x01000193;
const BASIS = 0x811c9dc5;

/** Folds what does not change the meaning: width, letter case, runs of digits and of blanks. */
export function fold(text: string): Uint16Array {
  const out = new Uint16Array(text.length + 2);
  let length = 0;
  out[length++] = START;
  let last = START;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code >= 0xff01 && code <= 0xff5e) code -= 0xfee0;
    if (code >= 65 && code <= 90) code += 32;
    if (code >= 48 && code <= 57) code = DIGIT;
    if (code === 0x3000 || code <= 32) code = 32;
    if (code === 0x3002) code = 46;
    if (code === 0x3001) code = 44;
    if ((code === 32 || code === DIGIT) && code === last) continue;
    if (code === 32 && last === START) continue;
    out[length++] = code;
    last = code;
  }
  if (last === 32) length--;
  out[length++] = END;
  return out.subarray(0, length);
}

function typed(text: string): Uint16Array {
  const out = new Uint16Array(text.length + 2);
  out[0] = START;
  for (let i = 0; i < text.length; i++) out[i + 1] = text.charCodeAt(i);
  out[text.length + 1] = END;
  return out;
}

function hashWord(word: string): number {
  let hash = BASIS ^ 0x5bd1e995;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), PRIME);
  return mix(hash);
}

/** Spreads the low bits: tables are indexed by them. */
function mix(hash: number): number {
  let h = hash ^ (hash >>> 15);
  h = Math.imul(h, 0x2c1b3c6d);
  h ^= h >>> 12;
  return h >>> 0;
}

/** Calls `take` with the hash of each n-gram of the text and of each extra fact; repeats are repeated. */
export function eachFeature(example: Example, options: FeatureOptions, take: (hash: number) => void): void {
  const codes = options.asTyped ? typed(example.text) : fold(example.text);
  const { minN, maxN } = options;
  for (let i = 0; i < codes.length; i++) {
    let hash = BASIS;
    const end = Math.min(codes.length, i + maxN);
    for (let j = i; j < end; j++) {
      hash = Math.imul(hash ^ codes[j]!, PRIME);
      if (j - i + 1 >= minN) take(mix(hash ^ (j - i)));
    }
  }
  for (const fact of example.extra ?? []) take(hashWord(fact));
}

/** An open-addressing table from hash to feature number, −1 where unknown. */
export class FeatureTable {
  readonly hashes: Uint32Array;
  private readonly slots: Int32Array;
  private readonly mask: number;

  constructor(hashes: Uint32Array) {
    this.hashes = hashes;
    let size = 16;
    while (size < hashes.length * 2) size *= 2;
    this.mask = size - 1;
    this.slots = new Int32Array(size).fill(-1);
    for (let feature = 0; feature < hashes.length; feature++) {
      let slot = hashes[feature]! & this.mask;
      while (this.slots[slot] !== -1) slot = (slot + 1) & this.mask;
      this.slots[slot] = feature;
    }
  }

  find(hash: number): number {
    let slot = hash & this.mask;
    for (;;) {
      const feature = this.slots[slot]!;
      if (feature === -1 || this.hashes[feature] === hash) return feature;
      slot = (slot + 1) & this.mask;
    }
  }
}

/** A text as a sparse vector of length 1: sublinear counts times the features' rarity. */
export interface Vector {
  index: Int32Array;
  value: Float32Array;
}

export function vectorOf(example: Example, options: FeatureOptions, table: FeatureTable, rarity: Float32Array): Vector {
  const found: number[] = [];
  eachFeature(example, options, (hash) => {
    const feature = table.find(hash);
    if (feature >= 0) found.push(feature);
  });
  const sorted = Int32Array.from(found).sort();
  const index = new Int32Array(sorted.length);
  const value = new Float32Array(sorted.length);
  let n = 0;
  let norm = 0;
  for (let i = 0; i < sorted.length; ) {
    let j = i + 1;
    while (j < sorted.length && sorted[j] === sorted[i]) j++;
    const weight = (1 + Math.log(j - i)) * rarity[sorted[i]!]!;
    index[n] = sorted[i]!;
    value[n++] = weight;
    norm += weight * weight;
    i = j;
  }
  const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0;
  for (let i = 0; i < n; i++) value[i]! *= scale;
  return { index: index.subarray(0, n), value: value.subarray(0, n) };
}
