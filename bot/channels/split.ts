/**
 * Cuts a text into messages that a platform takes whole: it counts UTF-8 bytes, and cuts or refuses what is longer.
 * Joined again, the parts are the text. Cuts fall between paragraphs, lines, sentences, clauses, words, in this order of
 * liking, and never inside a character, a link, a number or a span of markdown that would fit into one message.
 */

export interface SplitOptions {
  /** UTF-8 bytes of one part; at least 64. */
  bytes: number;
  /** Keep spans of markdown together, and close and reopen a code fence that has to be cut. */
  markdown?: boolean;
}

export const utf8Length = (text: string): number => Buffer.byteLength(text, "utf8");

/** What no chat shows and some platforms refuse: control characters but \n and \t, lone surrogates. */
export const sayable = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

/** Links; numbers with their separators, units and ids around them; Latin words. */
const WHOLE = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+|<a\s[^<>]*>[^<]*<\/a>|[A-Za-z0-9][\w@:/.,+\-%]*[A-Za-z0-9%]/g;
/** The same, and spans of markdown within a line. */
const SPANS =
  /!?\[[^\][\n]*\]\([^()\s]*\)|`[^`\n]+`|\*\*[^*\n]+\*\*|~~[^~\n]+~~|<font\s[^<>]*>[^<]*<\/font>|<@[^<>\s]+>|<!--[^\n]*?-->/g;

const graphemes = new Intl.Segmenter("zh", { granularity: "grapheme" });

const WINDOW = 2048;

/** Grapheme clusters. By windows: the segmenter's time for one step grows with the length of its text. */
function* characters(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const whole = from + WINDOW >= text.length;
    const found = [...graphemes.segment(text.slice(from, from + WINDOW))].map((s) => s.segment);
    // The last one may go on behind the window.
    if (!whole && found.length > 1) found.pop();
    for (const one of found) {
      yield one;
      from += one.length;
    }
  }
}

/** Worth of a cut after this text: 5 a paragraph … 1 a word; 0 in the middle of one. */
function worth(before: string, after: string): number {
  const last = before.at(-1) ?? "";
  if (last === "\n") return /\n\s*\n$/.test(before) || after.startsWith("\n") ? 5 : 4;
  if (after.startsWith("\n")) return 0;
  if (/[”’）)】》」』"']/.test(after[0] ?? "")) return 0;
  if (/[。！？!?；;…]["”’）)】》]?$/.test(before)) return 3;
  if (/[，,、：:]$/.test(before)) return 2;
  return /[\s]$/.test(before) || /[）)】》”]$/.test(before) ? 1 : 0;
}

/** Pieces that stay whole when they fit: spans, then links, numbers and words, then single graphemes. */
function* atoms(text: string, markdown: boolean, limit: number): Generator<string> {
  const pieces = function* (part: string, patterns: RegExp[]): Generator<string> {
    const [pattern, ...rest] = patterns;
    if (!pattern) {
      for (const one of characters(part)) {
        if (utf8Length(one) <= limit) yield one;
        else yield* one; // one "character" longer than a message: code points
      }
      return;
    }
    let from = 0;
    for (const found of part.matchAll(pattern)) {
      if (found.index > from) yield* pieces(part.slice(from, found.index), rest);
      if (utf8Length(found[0]) <= limit) yield found[0];
      else yield* pieces(found[0], rest);
      from = found.index + found[0].length;
    }
    if (from < part.length) yield* pieces(part.slice(from), rest);
  };
  // Line by line, so that no pattern has to look far.
  for (const line of text.split(/(?<=\n)/)) yield* pieces(line, markdown ? [SPANS, WHOLE] : [WHOLE]);
}

/**
 * Parts of at most `bytes` each; [] for an empty text. `parts.join("")` is the text (with markdown: but for the fences
 * that were closed and reopened).
 */
export function splitText(text: string, { bytes, markdown = false }: SplitOptions): string[] {
  if (bytes < 64) throw new RangeError(`Expected \`bytes\` to be 64 or more, got ${bytes}`);
  if (text === "") return [];
  if (utf8Length(text) <= bytes) return [text];
  // Room for "```" that closes a cut fence and "```\n" that reopens it.
  const room = markdown ? bytes - 8 : bytes;
  const parts: string[] = [];
  let held: string[] = [];
  let size = 0;
  const flush = (count: number) => {
    parts.push(held.slice(0, count).join(""));
    held = held.slice(count);
    size = utf8Length(held.join(""));
  };
  for (const atom of atoms(text, markdown, room)) {
    const more = utf8Length(atom);
    while (held.length > 0 && size + more > room) flush(bestCut(held, atom, room));
    held.push(atom);
    size += more;
  }
  flush(held.length);
  return markdown ? mendFences(parts) : parts;
}

/** How many of the held pieces to send: the best-liked cut in the last half of the part, the latest among equals. */
function bestCut(held: string[], next: string, room: number): number {
  let best = held.length;
  let bestWorth = -1;
  let after = next;
  let behind = 0;
  for (let i = held.length; i > 0; i--) {
    const piece = held[i - 1]!;
    // Two pieces back are enough to tell a paragraph from a line.
    const before = (held[i - 2] ?? "") + piece;
    const value = worth(before, after);
    // A cut that leaves a short part has to be worth it.
    const reached = value >= 4 ? 0.6 : 0.4;
    if (behind > room * reached) break;
    if (value > bestWorth) {
      best = i;
      bestWorth = value;
    }
    after = piece;
    behind += utf8Length(piece);
  }
  return best;
}

function mendFences(parts: string[]): string[] {
  let open = false;
  return parts.map((part) => {
    const start = open ? "```\n" : "";
    for (const _ of part.matchAll(/^\s*```/gm)) open = !open;
    return start + part + (open ? "\n```" : "");
  });
}
