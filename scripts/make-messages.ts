import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Converter } from "opencc-js/cn2t";
import { seeded } from "../text/hearing/model/fit.ts";

/**
 * Fills templates with what messages are about, so that the classifier of acts learns the phrase and not the topic:
 * `npm run make:messages` writes data/messages/made.jsonl, the same bytes every time.
 * A part of the rows is spoken (no punctuation, fillers), mistyped, or in traditional script.
 */
const root = resolve(import.meta.dirname, "..");
const folder = join(root, "data/messages");
const slots = JSON.parse(readFileSync(join(folder, "parts/slots.json"), "utf8")) as Record<string, string[]>;
const PER_TEMPLATE = 5;

const random = seeded(20260914);
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
const traditional = Converter({ from: "cn", to: "tw" });

/** Sounds alike, typed by accident. */
const SLIPS: [string, string][] = [
  ["的", "得"],
  ["在", "再"],
  ["已", "以"],
  ["请", "清"],
  ["办", "半"],
  ["进展", "近展"],
  ["申请", "深请"],
  ["补充", "补冲"],
  ["联系", "连系"],
  ["解决", "解绝"],
  ["报名", "抱名"],
  ["处理", "处里"],
  ["没", "每"],
  ["麻烦", "麻凡"],
  ["材料", "才料"],
];
const FILLERS = ["那个", "就是", "嗯", "哎"];

function spoken(text: string): string {
  const plain = text.replace(/[，。？！；：、,?!:]/g, random() < 0.5 ? "啊" : "").replace(/ /g, "");
  return (random() < 0.5 ? pick(FILLERS) : "") + plain + (random() < 0.3 ? "啊" : "");
}

function mistyped(text: string): string {
  const fits = SLIPS.filter(([right]) => text.includes(right));
  if (fits.length === 0) return text;
  const [right, wrong] = pick(fits);
  return text.replace(right, wrong);
}

const LEADS = ["", "", "", "", "", "你好，", "您好，", "领导，", "@小助手 ", "麻烦问下，", "打扰一下，"];
const TAILS = ["", "", "", "", "", "", "，谢谢", "，辛苦了", "！", "。", "~"];
const FORMAL = new Set(["greeting", "noise", "thanks", "injection", "cadre_transfer", "leader_instruction"]);

let act = "";
const rows: Record<string, unknown>[] = [];
const seen = new Set<string>();
for (const line of readFileSync(join(folder, "parts/templates.txt"), "utf8").split("\n")) {
  if (line.startsWith("# ")) act = line.slice(2).trim();
  if (line === "" || line.startsWith("#")) continue;
  const [template, category] = line.split(" => ") as [string, string | undefined];
  for (let i = 0; i < PER_TEMPLATE; i++) {
    let text = template.replace(/\{(\w+)\}/g, (_, slot: string) => pick(slots[slot]!));
    if (!FORMAL.has(act)) text = pick(LEADS) + text + pick(TAILS);
    const turn = random();
    if (turn < 0.12) text = spoken(text);
    else if (turn < 0.22) text = mistyped(text);
    else if (turn < 0.3) text = traditional(text);
    if (seen.has(text)) continue;
    seen.add(text);
    const issues = category
      ? [{ text, category: category.replace("!", ""), urgency: category.endsWith("!") ? "urgent" : "normal" }]
      : [];
    rows.push({ id: `m${String(rows.length + 1).padStart(4, "0")}`, text, act, issues });
  }
}
writeFileSync(join(folder, "made.jsonl"), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
process.stderr.write(`${rows.length} messages\n`);
