import { meantOf } from "./overlap.ts";
import { clausesOf } from "./split.ts";

interface Known {
  no: string;
  title: string;
  text: string;
}

const ENDS = /不用(?:再)?(?:管|办|弄|处理|查|来|麻烦)|不(?:办|管|弄|要)了|算了|撤(?:了|掉|回|销)?|取消|作废/;
const GOES_ON = /继续|接着|照(?:旧|常|办)|还(?:要|得|是要)|别撤|不(?:能|要)撤|留着|保留|照样/;

/** "停电那个好了不用管了，污水管那个还要继续": which of several tickets are given up, where another is kept in the same breath. */
export function givenUp(text: string, open: readonly Known[]): string[] {
  const clauses = clausesOf(text);
  if (open.length < 2 || !clauses.some((clause) => GOES_ON.test(clause) && !ENDS.test(clause))) return [];
  return clauses.filter((clause) => ENDS.test(clause)).flatMap((clause) => meantOf(clause, open)?.no ?? []);
}
