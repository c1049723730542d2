import { attribute, child, childrenOf, type Node, nameOf } from "./xml.ts";

interface Level {
  format: string;
  text: string;
  start: number;
}

const DIGITS = "零一二三四五六七八九";

/** 1–9999 in Chinese counting: 12 → 十二. */
export function countChinese(value: number): string {
  if (value <= 0 || value > 9999) return String(value);
  const [thousands, hundreds, tens, ones] = [1000, 100, 10, 1].map((unit) => Math.floor(value / unit) % 10);
  let text = "";
  if (thousands) text += `${DIGITS[thousands]}千`;
  if (hundreds) text += `${DIGITS[hundreds]}百`;
  else if (thousands && (tens || ones)) text += "零";
  if (tens) text += `${tens === 1 && !thousands && !hundreds ? "" : DIGITS[tens]}十`;
  else if (hundreds && ones) text += "零";
  return text + (ones ? DIGITS[ones] : "");
}

function counted(value: number, format: string): string {
  if (/chinese|japaneseCounting|ideograph(Digital|Traditional)?$|taiwaneseCounting/i.test(format))
    return countChinese(value);
  if (format === "lowerLetter" || format === "upperLetter") {
    const letter = String.fromCharCode(97 + ((value - 1) % 26));
    return format === "upperLetter" ? letter.toUpperCase() : letter;
  }
  if (format === "decimalEnclosedCircle") return value <= 20 ? String.fromCharCode(0x2460 + value - 1) : String(value);
  return format === "bullet" || format === "none" ? "" : String(value);
}

/** Word's automatic numbers ("第%1条"), which stand in no text run. */
export class Numbering {
  private readonly levels = new Map<string, Map<number, Level>>();
  private readonly abstractOf = new Map<string, string>();
  private readonly styles = new Map<string, { id: string; level: number }>();
  private readonly counts = new Map<string, number[]>();

  constructor(numbering: Uint8Array | undefined, styles: Uint8Array | undefined, parse: (bytes: Uint8Array) => Node[]) {
    const root = numbering && child(parse(numbering), "w:numbering");
    for (const node of root ? childrenOf(root) : []) {
      if (nameOf(node) === "w:abstractNum") this.readAbstract(node);
      if (nameOf(node) === "w:num") {
        const target = attribute(child(childrenOf(node), "w:abstractNumId"), "w:val");
        const id = attribute(node, "w:numId");
        if (id && target) this.abstractOf.set(id, target);
      }
    }
    const sheet = styles && child(parse(styles), "w:styles");
    for (const node of sheet ? childrenOf(sheet) : []) {
      const id = attribute(node, "w:styleId");
      const properties = child(childrenOf(node), "w:pPr");
      const found = properties && numberOf(properties);
      if (id && found?.id) this.styles.set(id, { id: found.id, level: found.level });
    }
  }

  private readAbstract(node: Node): void {
    const id = attribute(node, "w:abstractNumId");
    if (!id) return;
    const levels = new Map<number, Level>();
    for (const one of childrenOf(node)) {
      if (nameOf(one) !== "w:lvl") continue;
      const inner = childrenOf(one);
      levels.set(Number(attribute(one, "w:ilvl") ?? 0), {
        format: attribute(child(inner, "w:numFmt"), "w:val") ?? "decimal",
        text: attribute(child(inner, "w:lvlText"), "w:val") ?? "",
        start: Number(attribute(child(inner, "w:start"), "w:val") ?? 1),
      });
    }
    this.levels.set(id, levels);
  }

  /** The number that Word would print before a paragraph; "" when it has none. */
  prefix(paragraph: Node): string {
    const properties = child(childrenOf(paragraph), "w:pPr");
    if (!properties) return "";
    const style = attribute(child(childrenOf(properties), "w:pStyle"), "w:val");
    const own = numberOf(properties) ?? (style ? this.styles.get(style) : undefined);
    const abstract = own?.id ? this.abstractOf.get(own.id) : undefined;
    const level = abstract === undefined ? undefined : this.levels.get(abstract)?.get(own!.level);
    if (abstract === undefined || !level) return "";
    const counts = this.counts.get(abstract) ?? [];
    this.counts.set(abstract, counts);
    const at = own!.level;
    counts[at] = counts[at] === undefined ? level.start : counts[at] + 1;
    counts.length = at + 1;
    return level.text.replace(/%(\d)/g, (_all, digit: string) => {
      const index = Number(digit) - 1;
      const format = this.levels.get(abstract)?.get(index)?.format ?? "decimal";
      return counted(counts[index] ?? 1, format);
    });
  }
}

function numberOf(properties: Node): { id: string; level: number } | undefined {
  const number = child(childrenOf(properties), "w:numPr");
  if (!number) return undefined;
  const id = attribute(child(childrenOf(number), "w:numId"), "w:val");
  return id ? { id, level: Number(attribute(child(childrenOf(number), "w:ilvl"), "w:val") ?? 0) } : undefined;
}
