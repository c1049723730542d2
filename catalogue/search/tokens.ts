import { ALNUM as ALNUM_CLASS, BLANK as BLANK_CLASS, CLASS as CLASSES, HAN as HAN_CLASS } from "./fold.ts";

// Bound here once: this file's loop runs over every character of a catalogue.
const CLASS = CLASSES;
const ALNUM = ALNUM_CLASS;
const BLANK = BLANK_CLASS;
const HAN = HAN_CLASS;

/** Keys of whole numbers and Latin words live where no Han bigram can: their upper half is ≥ 0xE000. */
function wordKey(hash: number): number {
  return ((0xe000 + (hash & 0x1fff)) * 65536 + ((hash >>> 13) & 0xffff)) >>> 0;
}

export interface Tokens {
  keys: Uint32Array;
  /** Offset of the token's last code unit. */
  ends: Uint32Array;
  length: number;
}

export const tokenBuffer = (size: number): Tokens => ({
  keys: new Uint32Array(size),
  ends: new Uint32Array(size),
  length: 0,
});

/**
 * Tokens of `codes[from, to)`: Han bigrams (blanks between two characters do not count, since official texts set
 * titles wide), whole numbers and Latin words, and a number with the character after it ("500强", "30日").
 * `out` must hold two tokens a code unit.
 */
export function tokenise(codes: Uint16Array, from: number, to: number, out: Tokens): void {
  let n = 0;
  let last = 0;
  let run = 0;
  let inRun = false;
  let wasRun = false;
  const { keys, ends } = out;
  for (let i = from; i < to; i++) {
    const code = codes[i]!;
    const kind = CLASS[code]!;
    if (kind === ALNUM) {
      if (!inRun) {
        inRun = true;
        run = 2166136261;
      }
      run = Math.imul(run ^ code, 16777619) >>> 0;
      last = 0;
      continue;
    }
    if (inRun) {
      keys[n] = wordKey(run);
      ends[n++] = i - 1;
      inRun = false;
      wasRun = true;
    }
    if (kind === BLANK) continue;
    if (kind === HAN) {
      if (last) {
        keys[n] = (last * 65536 + code) >>> 0;
        ends[n++] = i;
      } else if (wasRun) {
        keys[n] = wordKey(Math.imul(run ^ code, 16777619) >>> 0);
        ends[n++] = i;
      }
      last = code;
    } else {
      last = 0;
    }
    wasRun = false;
  }
  if (inRun) {
    keys[n] = wordKey(run);
    ends[n++] = to - 1;
  }
  out.length = n;
}
