/** Cell references and formulas: what happens to them when rows come in. */

export function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}

export function columnLetters(number: number): string {
  let letters = "";
  for (let left = number; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return letters;
}

/** Rows that come into a list, and what of the sheet moves for them. */
export interface Growth {
  sheet: string;
  /** First and last row of the list before. */
  first: number;
  last: number;
  /** How many rows come in behind `last`. */
  by: number;
  /** Whether what stands below is moved down; else the rows go where nothing stands. */
  shifts: boolean;
}

const LAST_ROW = 1_048_576;
const REF = /^(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?::(\$?)([A-Z]{1,3})(\$?)(\d{1,7}))?$/;
/** Strings, sheet names, brackets of tables, references, names, numbers, the rest: in this order nothing is mistaken. */
const TOKENS =
  /"(?:[^"]|"")*"|'(?:[^']|'')*'!|[A-Za-z_\u0080-\uffff][\w.\u0080-\uffff]*!|\[[^\]]*\]|\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?(?![\w(!])|[A-Za-z_\u0080-\uffff][\w.\u0080-\uffff]*|\d+(?:\.\d+)?|./gsu;

/** "A4:H13" or "B7" after a growth of its own sheet. A range that ends with the list ends with the grown list, but for a `fixed` one. */
export function grownRef(
  ref: string,
  growth: Growth,
  { local = false, fixed = false }: { local?: boolean; fixed?: boolean } = {},
): string {
  const match = REF.exec(ref);
  if (!match) return ref;
  const [, c1, col1, r1, row1, c2, col2, r2, row2] = match;
  const moved = (row: number) =>
    growth.shifts && row > growth.last && row < LAST_ROW ? Math.min(LAST_ROW, row + growth.by) : row;
  const start = Number(row1);
  if (row2 === undefined) return `${c1}${col1}${r1}${moved(start)}`;
  const end = Number(row2);
  const alone = growth.first === growth.last && !local;
  const ends = !fixed && end === growth.last && (start < end || alone);
  return `${c1}${col1}${r1}${moved(start)}:${c2}${col2}${r2}${ends ? end + growth.by : moved(end)}`;
}

/** Several references with blanks between them, as `sqref` has them. */
export const grownRefs = (refs: string, growth: Growth): string =>
  refs
    .split(" ")
    .map((ref) => grownRef(ref, growth))
    .join(" ");

function eachRef(formula: string, change: (ref: string, sheet: string | undefined) => string): string {
  let sheet: string | undefined;
  return (formula.match(TOKENS) ?? [])
    .map((token) => {
      if (token.endsWith("!") && token.length > 1) {
        sheet = token.startsWith("'") ? token.slice(1, -2).replaceAll("''", "'") : token.slice(0, -1);
        return token;
      }
      const made = REF.test(token) ? change(token, sheet) : token;
      sheet = undefined;
      return made;
    })
    .join("");
}

/**
 * A formula after a growth.
 * @param on the sheet on which the formula stands
 * @param local it stands in a row of the list itself: a range within that row does not grow
 */
export const grownFormula = (formula: string, on: string, growth: Growth, local = false): string =>
  eachRef(formula, (ref, sheet) => ((sheet ?? on) === growth.sheet ? grownRef(ref, growth, { local }) : ref));

/** A formula as it reads when it is copied to another cell: what has no $ goes along. */
export function copiedFormula(formula: string, rows: number, columns = 0): string {
  const moved = (fixed: string, col: string, fixedRow: string, row: string) =>
    `${fixed}${fixed ? col : columnLetters(columnNumber(col) + columns)}${fixedRow}${fixedRow ? row : Number(row) + rows}`;
  return eachRef(formula, (ref) => {
    const [, c1 = "", col1 = "", r1 = "", row1 = "", c2 = "", col2, r2 = "", row2 = ""] = REF.exec(ref)!;
    const start = moved(c1, col1, r1, row1);
    return col2 === undefined ? start : `${start}:${moved(c2, col2, r2, row2)}`;
  });
}
