import { createHash } from "node:crypto";
import type { Day } from "../../domain/town.ts";
import { simplify } from "../script.ts";
import { markAt } from "../search/split.ts";
import { elementName, elementsOfLines, elementsOfTable } from "./elements.ts";
import { traitsIn } from "./traits.ts";
import type { CatalogueDocument, RawDocument } from "./types.ts";

const NO = /[\u4e00-\u9fff]{1,12}[〔[（(【﹝]\s*(?:19|20)\d{2}\s*[〕\]）)】﹞]\s*第?\s*\d{1,5}\s*号/;
const KINDS =
  "办法|通知|规定|细则|意见|方案|措施|指南|目录|清单|政策|公告|通告|条例|决定|规划|计划|标准|规范|指引|须知|若干条|十条|批复|函|手册|解读|公示";
const TITLE_END = new RegExp(`(${KINDS})(（[^）]{1,16}）|\\([^)]{1,16}\\))?$`);
const DATE = /((?:19|20)\d{2})\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?/;
const NUMBERS: Record<string, number> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
};

/** Clauses longer than this are cut at their 项. */
const CLAUSE_LONG = 600;

const day = (match: RegExpExecArray | null): Day | undefined => {
  if (!match) return undefined;
  const [month, date] = [Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || date < 1 || date > 31) return undefined;
  return `${match[1]}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
};

export interface Structured {
  document: Omit<CatalogueDocument, "damaged" | "digest">;
  warnings: string[];
}

/** Finds title, 文号, issuer, dates, validity and clauses of a document. Words are kept exactly as they stand. */
export function structure(raw: RawDocument, fallbackTitle: string): Structured {
  const lines = raw.parts.map((part) => (part.kind === "line" ? part.text : ""));
  const warnings: string[] = [];
  const head = lines.slice(0, 30);
  const no = head
    .map((line) => NO.exec(line)?.[0])
    .find((one) => one !== undefined)
    ?.replace(/\s+/g, "");
  const { title, at, certain } = findTitle(raw, fallbackTitle);
  if (!certain) warnings.push("题名取自文件名或首行，请核对");
  if (!no) warnings.push("未找到文号");
  const all = lines.join("\n");
  const issuedOn = findIssuedOn(lines);
  const layer =
    /细则|实施办法的通知$/.test(title) && /细则/.test(title)
      ? "细则"
      : /指南|指引|须知|办事指南|申报通知|手册/.test(title)
        ? "指南"
        : "政策";
  const tables = raw.parts.filter((part) => part.kind === "table");
  const elements: CatalogueDocument["elements"] = layer === "指南" ? elementsOfLines(lines) : {};
  if (layer === "指南") for (const table of tables) Object.assign(elements, elementsOfTable(table.rows));
  const clauses = clausesOf(raw, at, layer === "指南" ? new Set(Object.keys(elements)) : new Set());
  if (!clauses.length && !Object.keys(elements).length) warnings.push("没有可引用的条款");
  const valid = findValidity(all, issuedOn);
  const repeals = [
    ...all.matchAll(/[《]([^》]{4,60})[》](?:（([^）]{4,40})）)?[^。；]{0,12}(?:同时废止|予以废止|自行废止|即行废止)/g),
  ].flatMap((hit) => [hit[1]!, ...(hit[2] ? [hit[2]] : [])]);
  const carriesOut = /(?:根据|依据|按照|贯彻落实|为落实)[^。]{0,20}?《([^》]{4,60})》/.exec(all)?.[1];
  const mode = /免申即享/.test(all)
    ? "免申即享"
    : /即申即享/.test(all)
      ? "即申即享"
      : /随申随享/.test(all)
        ? "随申随享"
        : undefined;
  const issuer = findIssuer(lines, no);
  const traits = traitsIn(all);
  return {
    warnings,
    document: {
      id: identityOf(title, no),
      title,
      ...(no ? { no } : {}),
      ...(issuer ? { issuer } : {}),
      ...(issuedOn ? { issuedOn } : {}),
      layer,
      ...(valid ? { valid } : {}),
      ...(mode ? { mode } : {}),
      ...(traits.length ? { traits } : {}),
      clauses,
      elements,
      repeals,
      ...(carriesOut && layer !== "政策" ? { carriesOut } : {}),
      attachments: raw.attachments,
    },
  };
}

/** The same document gets the same id at every import: by its 文号, else by its title without edition signs. */
export function identityOf(title: string, no: string | undefined): string {
  const key = no
    ? no.replace(/[[（(【﹝]/g, "〔").replace(/[\]）)】﹞]/g, "〕")
    : title.normalize("NFKC").replace(/[\s《》"“”（）()]/g, "");
  return `D${createHash("sha256").update(key).digest("hex").slice(0, 12)}`;
}

function findTitle(raw: RawDocument, fallback: string): { title: string; at: number; certain: boolean } {
  const lines = raw.parts.slice(0, 16).map((part) => (part.kind === "line" ? part.text : ""));
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at]!;
    if (
      !first ||
      NO.test(first) ||
      markAt(first).level > 0 ||
      /[：:]$|^(各|索引号|发布|来源|时间|信息|主题|成文|有效性)/.test(first)
    )
      continue;
    // A long title is set in up to three lines.
    for (let take = 1; take <= 3; take++) {
      const title = lines.slice(at, at + take).join("");
      if (title.length > 90 || /[。；]/.test(title) || NO.test(lines[at + take - 1] ?? "")) break;
      if (TITLE_END.test(simplify(title)) && title.length >= 5) return { title, at: at + take, certain: true };
    }
  }
  const named = raw.title?.replace(/[-_|].{2,20}(网|政府|平台|中心|局)$/, "").trim();
  if (named && TITLE_END.test(named)) return { title: named, at: 0, certain: true };
  const line = lines.find((one) => one.length >= 6 && one.length <= 60 && !/[。；，]/.test(one));
  return { title: named || line || fallback, at: 0, certain: false };
}

function findIssuedOn(lines: readonly string[]): Day | undefined {
  for (const line of lines.slice(0, 20)) if (/(成文|发文|印发|发布)(日期|时间)/.test(line)) return day(DATE.exec(line));
  // The signature's date stands alone near the end; annexes may follow it.
  const alone = lines.filter(
    (line) => line.length <= 24 && new RegExp(`^[^\\d]{0,10}${DATE.source}(印发)?$`).test(line),
  );
  return alone.length ? day(DATE.exec(alone[0]!)) : undefined;
}

function findIssuer(lines: readonly string[], no: string | undefined): string | undefined {
  const organ = /^[\u4e00-\u9fff]{2,20}(人民政府(办公室|办公厅)?|委员会|局|厅|办公室|管委会|中心|支队|集团)$/;
  const dated = lines.findIndex((line) => line.length <= 24 && DATE.test(line) && !/[，。]/.test(line));
  const before = dated > 0 ? lines.slice(Math.max(0, dated - 4), dated).reverse() : [];
  const found = before.find((line) => organ.test(line.replace(/\s/g, "")));
  if (found) return found.replace(/\s/g, "");
  const at = no ? lines.findIndex((line) => line.includes(no.slice(0, 2))) : -1;
  const headed = lines.slice(0, Math.max(at, 5)).find((line) => organ.test(line.replace(/\s|文件$/g, "")));
  return headed?.replace(/\s|文件$/g, "");
}

/** "自2025年7月1日起施行，有效期至2027年6月30日", "有效期两年", "试行一年". */
export function findValidity(text: string, issuedOn: Day | undefined): [Day | null, Day | null] | undefined {
  const since = new RegExp(`自\\s*${DATE.source}\\s*(?:起|开始)`).exec(text);
  const fromIssue = /自(印发|发布|公布|下发)之日起/.test(text);
  const from = day(since) ?? (fromIssue ? issuedOn : undefined) ?? null;
  const until = new RegExp(
    `(?:有效期(?:限)?(?:截止|截至)?(?:至|到)|执行至|实施至|施行至|有效期为?[^。]{0,20}至)\\s*${DATE.source}`,
  ).exec(text);
  let to = day(until) ?? null;
  const years =
    /(?:有效期(?:限)?(?:为|是)?|试行(?:期)?(?:为)?|施行期限为?|实施期限为?)\s*([一二两三四五六七八九十\d]{1,2})\s*年/.exec(
      text,
    )?.[1];
  if (!to && years && from) to = yearsAfter(from, NUMBERS[years] ?? Number(years));
  return from || to ? [from, to] : undefined;
}

/** The day before the same date, years later: two years from 2025-07-01 end on 2027-06-30. */
function yearsAfter(from: Day, years: number): Day | null {
  if (!Number.isFinite(years) || years <= 0 || years > 50) return null;
  const [year, month, date] = from.split("-").map(Number);
  const end = new Date(Date.UTC(year! + years, month! - 1, date! - 1));
  return end.toISOString().slice(0, 10);
}

interface OpenClause {
  label: string;
  lines: string[];
}

/** Numbered parts of the text, tables by their rows. Elements of a guide are left to `elements`. */
function clausesOf(raw: RawDocument, from: number, elements: ReadonlySet<string>): [string, string][] {
  const clauses: OpenClause[] = [];
  let section = "";
  let open: OpenClause | undefined;
  let table = 0;
  const start = (label: string, line: string) => {
    open = { label, lines: [line] };
    clauses.push(open);
  };
  const byArticle = raw.parts.some(
    (part) => part.kind === "line" && /^第[一二三四五六七八九十百零〇\d]{1,6}[条條]/.test(part.text),
  );
  for (const part of raw.parts.slice(from)) {
    if (part.kind === "table") {
      table++;
      const rows = tableClauses(part.rows, table);
      for (const [label, text] of rows) clauses.push({ label, lines: [text] });
      open = undefined;
      continue;
    }
    const line = part.text;
    if (NO.test(line) && line.length < 40) continue;
    const { level, mark } = markAt(simplify(line));
    const label = mark
      .replace(/[、．.]$/, "")
      .replace(/\(/g, "（")
      .replace(/\)/g, "）");
    const body = line.slice(mark.length).replace(/^[\s　]+/, "");
    if (elements.size && [...elements].some((name) => body.startsWith(name) || line.startsWith(name))) {
      open = undefined;
      continue;
    }
    if (level === 1) {
      section = "";
      open = undefined;
    } else if (level === 2) {
      section = label;
      start(label, body);
    } else if (level === 3 && !byArticle) start(section + label, body);
    else if (open) open.lines.push(line);
    else if (level > 0) start(label, body);
    else if (line.length > 30 && !clauses.length) start("引言", line);
    else if (line.length > 30) start(`第${clauses.length + 1}段`, line);
  }
  return unique(clauses.flatMap(split));
}

/** A long 条 is cited by its 项. */
function split({ label, lines }: OpenClause): [string, string][] {
  const whole = lines.filter(Boolean).join("\n");
  if (!whole) return [];
  if (whole.length <= CLAUSE_LONG) return [[label, whole]];
  const parts: [string, string[]][] = [[label, []]];
  for (const line of lines) {
    const { level, mark } = markAt(line);
    if (level === 3)
      parts.push([`${label}${mark.replace(/\(/g, "（").replace(/\)/g, "）")}`, [line.slice(mark.length)]]);
    else parts.at(-1)![1].push(line);
  }
  return parts.map(([name, some]): [string, string] => [name, some.join("\n")]).filter(([, text]) => text.trim());
}

function unique(clauses: [string, string][]): [string, string][] {
  const seen = new Map<string, number>();
  return clauses.map(([label, text]) => {
    const count = (seen.get(label) ?? 0) + 1;
    seen.set(label, count);
    return [count === 1 ? label : `${label}（之${count}）`, text];
  });
}

/** A list of items with 序号 is cited as "第23项"; any other table as a whole. */
function tableClauses(rows: readonly string[][], number: number): [string, string][] {
  const head = rows[0] ?? [];
  const order = head.findIndex((cell) => /^(序号|编号|项目号|No\.?)$/i.test(cell.replace(/\s/g, "")));
  if (order >= 0 && rows.length >= 2)
    return rows.slice(1).flatMap((row): [string, string][] => {
      const at = /^\d{1,4}$/.exec((row[order] ?? "").trim())?.[0];
      const text = row
        .map((cell, column) => [head[column] ?? "", cell.trim()] as const)
        .filter(([name, cell], column) => column !== order && cell && cell !== name)
        .map(([name, cell]) => (name ? `${name.replace(/\s/g, "")}：${cell}` : cell))
        .join("；");
      return at && text ? [[`第${at}项`, text]] : [];
    });
  if (rows.every((row) => row.length === 2 && elementName(row[0] ?? "") !== undefined)) return [];
  const text = rows.map((row) => row.join("｜")).join("\n");
  return text.trim() ? [[`表${number}`, text]] : [];
}
