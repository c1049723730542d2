/** The pairs of neighbouring characters of a text, runs of Chinese, letters and digits apart. */
export function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (const run of text.toLowerCase().match(/[\p{Script=Han}a-z0-9]+/gu) ?? [])
    for (let i = 0; i + 2 <= run.length; i++) pairs.add(run.slice(i, i + 2));
  return pairs;
}

/** Pairs beyond this many do not make a short text less like a long one. */
const ENOUGH = 12;

/** How much of the shorter of two texts stands in the other, 0…1: for the few tickets that somebody may mean. */
export const overlap = (a: string, b: string): number => overlapOf(pairsOf(a), pairsOf(b));

/** The same of pairs that were made ready. */
export function overlapOf(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size === 0 || right.size === 0) return 0;
  let shared = 0;
  for (const pair of left) if (right.has(pair)) shared++;
  return shared / Math.min(left.size, right.size, ENOUGH);
}

const SAYS_NOTHING = /[的了是我你他们这那个有没不在就也都还很要能和与上下来去说到给把一事件问题公司厂间里门口，。\s\d]/;

/** Words of a text that tell one of several tickets from the others. */
function telling(text: string, title: string, others: string): number {
  let score = 0;
  for (const pair of pairsOf(text)) if (title.includes(pair) && !others.includes(pair)) score += 2;
  for (const sign of new Set(text))
    if (/[\u4e00-\u9fff]/.test(sign) && !SAYS_NOTHING.test(sign) && title.includes(sign) && !others.includes(sign))
      score += 1;
  return score;
}

/** The one of several tickets that some words are about: "路的事催一下" of 路面坑洼 and 网络中断. */
export function meantOf<T extends { title: string; text: string }>(text: string, tickets: readonly T[]): T | undefined {
  const scored = tickets
    .map((ticket) => {
      const others = tickets.filter((other) => other !== ticket).map((other) => other.title + other.text);
      return { ticket, score: telling(text, ticket.title + ticket.text, others.join("，")) };
    })
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  return best && best.score > 0 && best.score > 2 * (second?.score ?? 0) ? best.ticket : undefined;
}
