import { Converter } from "opencc-js/t2cn";

/*
 * opencc-js/t2cn: about 30 ms to load and build, 0.15 µs a character. Only text that holds a traditional
 * character pays for it. Its "twp" variant is not used: it turns 資訊 into 信息 inside company names.
 */
let convert: ((text: string) => string) | undefined;
let traditional: Set<string> | undefined;
let simplified: Set<string> | undefined;

/** Taiwan and Hong Kong words whose mainland counterpart is another word. Never one that stands in company names. */
const REGIONAL: [string, string][] = [
  ["甚么", "什么"],
  ["计程车", "出租车"],
  ["公车站", "公交站"],
  ["搭公车", "坐公交"],
  ["软体", "软件"],
  ["硬体", "硬件"],
  ["网路", "网络"],
  ["讯号", "信号"],
  ["捷运", "地铁"],
  ["劳健保", "社保"],
  ["外劳", "外籍员工"],
  ["瓦斯", "燃气"],
  ["铁马", "自行车"],
  ["脚踏车", "自行车"],
  ["红绿灯号志", "红绿灯"],
  ["号志灯", "信号灯"],
  ["水电费帐单", "水电费账单"],
  ["停车格", "停车位"],
  ["巴士站", "公交站"],
];

function charactersOf(encoding: string, lead: [number, number], trail: [number, number]): Set<string> {
  const bytes: number[] = [];
  for (let high = lead[0]; high <= lead[1]; high++)
    for (let low = trail[0]; low <= trail[1]; low++) bytes.push(high, low);
  return new Set(new TextDecoder(encoding).decode(new Uint8Array(bytes)));
}

/** Characters that stand in one script only: those in common use in both (后, 著, 余) tell nothing. */
function prepare(): void {
  if (convert) return;
  const turn = Converter({ from: "t", to: "cn" });
  const gb2312 = charactersOf("gbk", [0xb0, 0xf7], [0xa1, 0xfe]);
  const big5 = charactersOf("big5", [0xa4, 0xc6], [0x40, 0xfe]);
  traditional = new Set();
  simplified = new Set();
  const all: string[] = [];
  for (let code = 0x4e00; code <= 0x9fff; code++) all.push(String.fromCharCode(code));
  const turned = turn(all.join("\n")).split("\n");
  for (const [index, char] of all.entries()) {
    const other = turned[index]!;
    if (other === char) continue;
    if (!gb2312.has(char) || "後於徵夥麽菸".includes(char)) traditional.add(char);
    if (!big5.has(other)) simplified.add(other);
  }
  convert = turn;
}

function hasTraditional(text: string): boolean {
  prepare();
  for (let at = 0; at < text.length; at++) if (traditional!.has(text[at]!)) return true;
  return false;
}

/** Which script a text is written in; one without telling characters counts as simplified. */
export function scriptOf(text: string): "simplified" | "traditional" {
  prepare();
  let score = 0;
  const end = Math.min(text.length, 20_000);
  for (let at = 0; at < end; at++) {
    if (traditional!.has(text[at]!)) score++;
    else if (simplified!.has(text[at]!)) score--;
  }
  return score > 0 ? "traditional" : "simplified";
}

/** Traditional script to simplified, with the few regional words that change what a clerk would understand. */
export function toSimplified(text: string): string {
  if (!hasTraditional(text)) return text;
  let out = convert!(text);
  if (scriptOf(text) !== "traditional") return out;
  for (const [from, to] of REGIONAL) out = out.replaceAll(from, to);
  return out.replace(/(?<![显昭卓土名原专编巨论合拙遗译])著(?![名作称述者录书])/g, "着");
}

/*
 * Chinese punctuation keeps its full width: the ledger is Chinese text.
 * Control, zero-width and direction signs, tags and private use go; a joiner stays only between emoji.
 */
const DROP =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffd\u{e0000}-\u{e007f}\ue000-\uf8ff]|[\ud800-\udfff]|(?<!\p{Extended_Pictographic}|\ufe0f|\p{Emoji_Modifier})\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
const FULL_WIDTH = /[０-９Ａ-Ｚａ-ｚ＋－．／＃＠％＆＝＿＊＜＞]/g;
const COMPATIBLE = /[\u2f00-\u2fd5\uf900-\ufaff\u{1d7ce}-\u{1d7ff}\u{2f800}-\u{2fa1f}]/gu;
const SPACES = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+/g;
const EMOJI_RUN = /(\p{Extended_Pictographic}\ufe0f?)\1{3,}/gu;
const SIGN_RUN = /([！!？?。~～…，,])\1{5,}/g;
const PLAIN = /^[\n -~\u4e00-\u9fff，。！？：；、（）“”‘’《》【】]*$/;

/**
 * A message as the rest reads it: full-width letters and digits folded, invisible signs and broken halves of
 * characters gone, runs of one emoji cut to three, traditional script made simplified. Meaning is never changed.
 */
export function normalise(raw: string): string {
  let text = raw;
  if (!PLAIN.test(text)) {
    text = text
      .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
      .replace(DROP, "")
      .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
      .replace(COMPATIBLE, (sign) => sign.normalize("NFKC"))
      .replace(EMOJI_RUN, "$1$1$1");
  }
  text = text.replace(SPACES, " ").replace(SIGN_RUN, "$1$1$1");
  return toSimplified(
    text
      .replace(/ ?\n ?/g, "\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim(),
  );
}

/** Full-width digits, letters and signs to ASCII, one for one, so that positions stay. */
export function foldWidth(text: string): string {
  return /[\uff01-\uff5e\u3000]/.test(text)
    ? text.replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll("\u3000", " ")
    : text;
}

/** The words without calls of the bot: "@小助手" anywhere, and its bare name where it opens the message. */
export function stripMention(text: string, botName: string): string {
  if (botName === "") return text.trim();
  const name = botName.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text
    .replace(new RegExp(`[@＠]${name}[\\s，,：:]*`, "g"), " ")
    .replace(new RegExp(`^\\s*(?:你好|您好|请问|喂|哎)?[，,\\s]*${name}(?:[，,：:！!\\s]+|(?=你|请|帮|麻烦|在吗))`), "")
    .replace(/ {2,}/g, " ")
    .trim();
}
