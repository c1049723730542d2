/**
 * So many characters of a turn are read; a message of a platform has at most a few thousand. The inbox keeps all.
 * Patterns that look far ahead cost the square of what they look at, and one person must not hold up the others.
 */
const MOST = 10_000;
/** A sign that is not a letter or digit, typed on and on. */
const RUN = /([^\p{L}\p{N}])\1{15,}/gu;

/** A turn's words as far as they are read. */
export function readable(text: string): string {
  if (text.length <= 256) return text;
  const part = text.slice(0, MOST * 4).replace(RUN, (_, sign: string) => sign.repeat(8));
  return part.length <= MOST ? part : part.slice(0, MOST).replace(/[\uD800-\uDBFF]$/, "");
}
