/** Which units (passages, titles) hold a token and how often: keys sorted, units ascending within a key. */
export interface Postings {
  keys: Uint32Array;
  /** `offsets[k] … offsets[k + 1]` of `units` and `counts` belong to `keys[k]`. */
  offsets: Uint32Array;
  units: Uint32Array;
  counts: Uint8Array;
}

export function findKey(keys: Uint32Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const at = keys[middle]!;
    if (at === key) return middle;
    if (at < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Collects tokens unit by unit, then packs them. Open addressing: a Map of millions of keys costs seconds. */
export class PostingsBuilder {
  private slots = new Int32Array(1 << 16).fill(-1);
  private keys = new Uint32Array(1 << 15);
  private frequency = new Uint32Array(1 << 15);
  private seenIn = new Int32Array(1 << 15).fill(-1);
  private seenAt = new Uint32Array(1 << 15);
  private terms = 0;
  private pairTerm = new Uint32Array(1 << 16);
  private pairUnit = new Uint32Array(1 << 16);
  private pairCount = new Uint8Array(1 << 16);
  private pairs = 0;

  add(key: number, unit: number): void {
    const term = this.termOf(key);
    if (this.seenIn[term] === unit) {
      const at = this.seenAt[term]!;
      if (this.pairCount[at]! < 255) this.pairCount[at]!++;
      return;
    }
    if (this.pairs === this.pairTerm.length) this.growPairs();
    this.pairTerm[this.pairs] = term;
    this.pairUnit[this.pairs] = unit;
    this.pairCount[this.pairs] = 1;
    this.seenIn[term] = unit;
    this.seenAt[term] = this.pairs++;
    this.frequency[term]!++;
  }

  build(): Postings {
    const order = new Float64Array(this.terms);
    for (let term = 0; term < this.terms; term++) order[term] = this.keys[term]! * 2097152 + term;
    order.sort();
    const keys = new Uint32Array(this.terms);
    const offsets = new Uint32Array(this.terms + 1);
    const next = new Uint32Array(this.terms);
    let total = 0;
    for (let rank = 0; rank < this.terms; rank++) {
      const term = order[rank]! % 2097152;
      keys[rank] = this.keys[term]!;
      offsets[rank] = total;
      next[term] = total;
      total += this.frequency[term]!;
    }
    offsets[this.terms] = total;
    const units = new Uint32Array(total);
    const counts = new Uint8Array(total);
    for (let pair = 0; pair < this.pairs; pair++) {
      const at = next[this.pairTerm[pair]!]!++;
      units[at] = this.pairUnit[pair]!;
      counts[at] = this.pairCount[pair]!;
    }
    return { keys, offsets, units, counts };
  }

  private termOf(key: number): number {
    let slot = Math.imul(key, 2654435761) >>> 0;
    const mask = this.slots.length - 1;
    slot = (slot ^ (slot >>> 15)) & mask;
    for (;;) {
      const term = this.slots[slot]!;
      if (term < 0) break;
      if (this.keys[term] === key) return term;
      slot = (slot + 1) & mask;
    }
    const term = this.terms++;
    if (term === this.keys.length) this.growTerms();
    this.keys[term] = key;
    this.slots[slot] = term;
    if (this.terms * 2 > this.slots.length) this.rehash();
    return term;
  }

  private growTerms(): void {
    this.keys = enlarge(this.keys, Uint32Array);
    this.frequency = enlarge(this.frequency, Uint32Array);
    this.seenAt = enlarge(this.seenAt, Uint32Array);
    const seen = new Int32Array(this.seenIn.length * 2).fill(-1);
    seen.set(this.seenIn);
    this.seenIn = seen;
  }

  private growPairs(): void {
    this.pairTerm = enlarge(this.pairTerm, Uint32Array);
    this.pairUnit = enlarge(this.pairUnit, Uint32Array);
    this.pairCount = enlarge(this.pairCount, Uint8Array);
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let term = 0; term < this.terms; term++) {
      let slot = Math.imul(this.keys[term]!, 2654435761) >>> 0;
      slot = (slot ^ (slot >>> 15)) & mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = term;
    }
  }
}

function enlarge<T extends Uint32Array | Uint8Array>(old: T, Kind: new (size: number) => T): T {
  const bigger = new Kind(old.length * 2);
  bigger.set(old);
  return bigger;
}
