import { findCompanies } from "./fields/index.ts";
import type { CompanyMention } from "./reading.ts";
import { indexOf, type Turn } from "./turn.ts";

/** Before a name: somebody else's firm, named in passing, as debtor, rival or neighbour. */
const IN_PASSING =
  /(?:隔壁|旁边|对面|附近|邻居|听说|像|比如|欠[我们]*|被|给|告|跟|和|与|找|让|由|(?<!我|我们|这里|这边|本人|俺)是|同行|客户|甲方|对手|房东|总包|供应商)$/;
const ON_BEHALF = /(?:帮|替|代|为|给)$/;

/** The enterprise that some words of a turn are about: the sender's own, unless another is plainly meant. */
export function companyIn(turn: Turn, text: string): CompanyMention | undefined {
  const { speaker, town } = turn.ctx;
  const found = findCompanies(text, indexOf(town).companies);
  const own = speaker.enterprise;
  const bare = ({ start: _start, end: _end, ...mention }: (typeof found)[number]): CompanyMention => mention;
  if (turn.hat === "company" && own) {
    const other = found.find(({ start }) => ON_BEHALF.test(text.slice(Math.max(0, start - 2), start)));
    if (other && other.id !== own && other.how !== "unlisted" && /反映|报名|问|说|提/.test(text)) return bare(other);
    const mine = found.find(({ id, candidates }) => id === own || candidates?.includes(own));
    return { written: mine?.written ?? "", id: own, how: mine && mine.id === own ? mine.how : "sender" };
  }
  const meant = found.find(({ start }) => !IN_PASSING.test(text.slice(Math.max(0, start - 3), start)));
  return meant && bare(meant);
}
