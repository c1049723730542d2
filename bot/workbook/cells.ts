import type ExcelJS from "exceljs";
import { instantOf, isDay, isoOf } from "../../domain/time.ts";

/** How the cells of a column become values. */
export type CellKind = "text" | "list" | "yes" | "number" | "day" | "moment" | "words";

/** A cell as it was filled in: text, a number, a yes or no, or a date without a zone. */
export type Filled = string | number | boolean | Date;

export function filled(value: ExcelJS.CellValue): Filled | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string") return value.trim() || undefined;
  if (typeof value !== "object" || value instanceof Date) return value as Filled;
  if ("richText" in value) return filled(value.richText.map((part) => part.text).join(""));
  if ("error" in value) return String(value.error);
  if ("text" in value) return filled(value.text as ExcelJS.CellValue);
  if ("result" in value) return filled(value.result as ExcelJS.CellValue);
  return undefined;
}

const YES: Record<string, boolean> = { 是: true, 否: false, yes: true, no: false, true: true, false: false };
const LIST = /[、，,;；|\n]+/;

/**
 * The value of a town file for a cell. What does not fit is handed on as it stands: the town's schema says what was
 * expected.
 */
export function cellValue(cell: Filled, kind: CellKind, zone: string, words: Record<string, string> = {}): unknown {
  const text = textOf(cell);
  switch (kind) {
    case "text":
      return text;
    case "list":
      return text
        .split(LIST)
        .map((one) => one.trim())
        .filter(Boolean);
    case "yes":
      return typeof cell === "boolean" ? cell : (YES[text.toLowerCase()] ?? text);
    case "number":
      return typeof cell === "number" ? cell : /^[-+]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    case "day":
      return dayIn(cell) ?? text;
    case "moment":
      return momentIn(cell, zone) ?? text;
    case "words":
      return words[text] ?? text;
  }
}

/** Excel keeps local dates as if they were UTC. */
function textOf(cell: Filled): string {
  if (cell instanceof Date) {
    const iso = Number.isNaN(cell.getTime()) ? "" : cell.toISOString();
    return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 16).replace("T", " ");
  }
  return typeof cell === "boolean" ? (cell ? "是" : "否") : String(cell);
}

const DAY = /^(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?/;
const two = (part: string | undefined): string => (part ?? "0").padStart(2, "0");

function dayIn(cell: Filled): string | undefined {
  const match = DAY.exec(textOf(cell));
  const day = match ? `${match[1]}-${two(match[2])}-${two(match[3])}` : "";
  return isDay(day) ? day : undefined;
}

function momentIn(cell: Filled, zone: string): string | undefined {
  const text = textOf(cell);
  if (/[+-]\d\d:\d\d$|Z$/.test(text)) return text;
  const day = dayIn(cell);
  const rest = text.replace(DAY, "").trim();
  const clock = /^T?(\d{1,2})[:：](\d{2})(?::\d{2})?$/.exec(rest);
  if (!day || (rest !== "" && !clock) || Number(clock?.[1] ?? 0) > 23 || Number(clock?.[2] ?? 0) > 59) return undefined;
  try {
    return isoOf(instantOf(day, `${two(clock?.[1])}:${two(clock?.[2])}`, zone), zone);
  } catch {
    return undefined; // a zone that is none: named where it stands
  }
}
