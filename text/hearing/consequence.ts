import { tellsTrouble } from "./trouble.ts";

/** Begins a clause that tells what came of the one before, what may come, or what is felt about it. */
const FOLLOWS =
  /^(?:现在|眼下|目前|这|那|我们?|大家|工人们?|客户|[\u4e00-\u9fff]{0,4})?(?:导致|造成|害得?|弄得|搞得|逼得|整得|闹得|使得?|以[至致]|从而|因此|所以|结果|这样|于是|影响|耽误|只好|只能|不得不|被迫|眼看|再(?:这(?:样|么)|不|拖|等|晚|下去)|要是|如果|不然|否则|万一|早晚|迟早|怕是|估计)/;
/** Loss, idleness, claims of customers, distress: what befalls a firm, and is nobody's duty by itself. */
const BEFALLS =
  /损失|赔(?:了|钱|偿|不起|违约)|违约|报废|废(?:了|掉)|停(?:产|工|摆|线)|放(?:了)?假|歇(?:着|业|了)|干等|窝工|加班|催货|退单|退货|丢(?:了)?(?:单|客户)|发不(?:出|了)货|交不(?:出|了|上)货|误(?:了)?(?:工期|交期|船期)|截关|船期|交期|工期|生意|利润|亏|倒闭|悬了|黄了|泡汤|急死|愁死|急得|受不了|心慌|没法(?:干|做|过|活|弄|开|睡|吃|洗|住|交|发)|[睡吃干过活]不(?:了|着|好|下去|成)|(?:谁|哪个|找谁)(?:来)?(?:赔|负责|管)|怎么(?:办|赔|算)/;
/** "V不C": what cannot be done any more; a matter of its own only where it is set beside the other one. */
const CANNOT = /[进出上下做干开过走装卸运送发交用起动转睡住吃喝洗报登]不(?:了|来|去|成|上|下|动|着|出|开|到)/;
/** Sets a clause beside the one before it, as another trouble. */
const BESIDE =
  /^[^，。]{0,10}?(?:也(?!不)|(?<=[\u4e00-\u9fff]{2})又|还(?!是|不如|得|要?等|没)|另|同时|以及|加上|再加|外加|连带)/;

/** Whether a clause of running text tells what came of an earlier one, and no trouble of its own. */
export function isConsequence(clause: string): boolean {
  if (BESIDE.test(clause)) return false;
  if (/欠|拖欠|不给(?:钱|结)/.test(clause)) return false;
  return FOLLOWS.test(clause) || BEFALLS.test(clause) || CANNOT.test(clause);
}

/** Another thing asked for by its own name: "税能不能缓缴". */
const ASKS_TOO = /^[^，。]{2,}(?:能不能|能否|可否|可不可以)/;

/** Whether a clause is set beside the one before it as another trouble, or another wish. */
export const isSetBeside = (clause: string): boolean => BESIDE.test(clause) || ASKS_TOO.test(clause);

/**
 * The clauses that tell the cause: what has to be mended says whose matter it is, not what was lost by it. The whole text
 * where nothing else names a trouble.
 */
export function causeOf(clauses: readonly string[], whole: string): string {
  const first = clauses.findIndex((clause) => !isConsequence(clause) && tellsTrouble(clause));
  if (first < 0) return whole;
  const causes = clauses.filter((clause, i) => i <= first || !isConsequence(clause));
  return causes.length === clauses.length ? whole : causes.join("，");
}
