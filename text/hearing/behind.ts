/** A figure of the bulletin whose tickets are asked for. `dissatisfied` is called back and not satisfied. */
export type FigureWanted =
  | "received"
  | "answered_on_time"
  | "answered_late"
  | "open"
  | "called_back"
  | "satisfied"
  | "dissatisfied";

const FIGURES: readonly (readonly [RegExp, FigureWanted])[] = [
  [/不满意/, "dissatisfied"],
  [/(?:未|没有?|还没)(?:有)?(?:答复|回复|办)/, "open"],
  [/超期|逾期|超时/, "answered_late"],
  [/按期|按时/, "answered_on_time"],
  [/满意/, "satisfied"],
  [/回访/, "called_back"],
  [/收件|收到|收的|全部|一共/, "received"],
];
const WHICH = /哪[几些](?:件|个|条|单)?|哪[一两二三四五六七八九十\d]+[件个条单]|明细|列(?:一下|出来?|给我)|编号/;
/** Whoever writes more tells something. */
const MAX_ORDER = 40;

/** "供电的超期是哪几件": which tickets stand behind a figure. Without a figure a category may be meant. */
export function behindWanted(text: string): { figure?: FigureWanted } | undefined {
  if (text.length > MAX_ORDER || !WHICH.test(text)) return undefined;
  const figure = FIGURES.find(([words]) => words.test(text))?.[1];
  return figure ? { figure } : {};
}

const KIND = /(?:管理|综合执法|监督管理)?(?:局|委员会|委|办公室|办|中心|公司|大队|分局|所|处)$/;

/** Of these names of bodies the longest that the text says, by its name or without its kind: "供电局", "供电". */
export function bodyNamed<T>(text: string, bodies: readonly { id: T; names: readonly string[] }[]): T | undefined {
  return bodies
    .flatMap(({ id, names }) => names.flatMap((name) => [name, name.replace(KIND, "")].map((said) => ({ id, said }))))
    .filter(({ said }) => said.length >= 2 && text.includes(said))
    .sort((a, b) => b.said.length - a.said.length)[0]?.id;
}
