import { columnLetters, columnNumber, copiedFormula, type Growth, grownFormula, grownRef, grownRefs } from "./refs.ts";
import { attribute, escaped, plain, textIn, withAttribute } from "./xml.ts";

/** A cell as its sheet has it: attributes but `r`, and what stands inside. */
export interface Cell {
  tag: string;
  inner: string;
}

interface Row {
  tag: string;
  cells: Map<number, Cell>;
}

export type CellValue = { text: string } | { number: number } | null;

const MAX_TEXT = 32_767;

/** The rows of a worksheet's XML. Everything around them is kept as it is, and what is not changed is written back as it was. */
export class SheetXml {
  private readonly head: string;
  private tail: string;
  readonly rows = new Map<number, Row>();

  constructor(
    xml: string,
    readonly name: string,
    private readonly shared: readonly string[],
  ) {
    const data = /<sheetData\s*\/>|<sheetData\b[^>]*>([\s\S]*?)<\/sheetData>/.exec(xml);
    if (!data) throw new Error(`the sheet ${name} can not be read: save the workbook once with Excel or WPS`);
    this.head = xml.slice(0, data.index);
    this.tail = xml.slice(data.index + data[0].length);
    let number = 0;
    for (const [, tag = "", , inner = ""] of (data[1] ?? "").matchAll(/<row\b([^>]*?)(\/>|>([\s\S]*?)<\/row>)/g)) {
      number = Number(attribute(tag, "r") ?? number + 1);
      this.rows.set(number, { tag: withAttribute(tag, "r", undefined), cells: cellsIn(inner) });
    }
    this.unshare();
  }

  get lastRow(): number {
    return Math.max(0, ...this.rows.keys());
  }

  cell(row: number, column: number): Cell | undefined {
    return this.rows.get(row)?.cells.get(column);
  }

  /** What somebody reads in a cell; of a formula what it gave last. */
  text(row: number, column: number): string {
    const cell = this.cell(row, column);
    if (!cell) return "";
    const value = plain(/<v\b[^>]*>([\s\S]*?)<\/v>/.exec(cell.inner)?.[1] ?? "");
    const type = attribute(cell.tag, "t");
    if (type === "inlineStr") return textIn(cell.inner);
    return type === "s" ? (this.shared[Number(value)] ?? "") : value;
  }

  formula(row: number, column: number): string | undefined {
    const found = /<f\b[^>]*>([\s\S]*?)<\/f>/.exec(this.cell(row, column)?.inner ?? "")?.[1];
    return found === undefined ? undefined : plain(found);
  }

  hasFormula = (row: number, column: number): boolean => /<f\b/.test(this.cell(row, column)?.inner ?? "");

  style(row: number, column: number): number {
    return Number(attribute(this.cell(row, column)?.tag ?? "", "s") ?? this.columnStyle(column));
  }

  /** Puts a value in, with the looks that the cell has. */
  put(row: number, column: number, value: CellValue): void {
    const there = this.rows.get(row) ?? { tag: "", cells: new Map<number, Cell>() };
    this.rows.set(row, there);
    const style = this.style(row, column);
    const look = style ? ` s="${style}"` : "";
    if (value === null) there.cells.set(column, { tag: look, inner: "" });
    else if ("number" in value) there.cells.set(column, { tag: look, inner: `<v>${value.number}</v>` });
    else {
      const text = escaped([...value.text].slice(0, MAX_TEXT).join(""));
      there.cells.set(column, { tag: `${look} t="inlineStr"`, inner: `<is><t xml:space="preserve">${text}</t></is>` });
    }
  }

  /** A row that looks like another: its height and styles, its formulas as if copied, none of its values. */
  copyRow(from: number, to: number): void {
    const model = this.rows.get(from);
    if (!model) return;
    const cells = new Map<number, Cell>();
    for (const [column, cell] of model.cells) {
      const tag = withAttribute(cell.tag, "t", undefined);
      const formula = this.formula(from, column);
      cells.set(column, {
        tag,
        inner: formula === undefined ? "" : `<f>${escaped(copiedFormula(formula, to - from))}</f>`,
      });
    }
    this.rows.set(to, { tag: model.tag, cells });
  }

  /** Makes room: moves the rows below where the growth says so, and lets what covers the list cover the new rows. */
  grow(growth: Growth): void {
    this.adjust(growth);
    if (growth.shifts)
      for (const number of [...this.rows.keys()].sort((a, b) => b - a)) {
        if (number <= growth.last) break;
        this.rows.set(number + growth.by, this.rows.get(number)!);
        this.rows.delete(number);
      }
    this.tail = this.tail
      .replace(
        /(<(?:conditionalFormatting|dataValidation|ignoredError|protectedRange)\b[^>]*?\ssqref=")([^"]*)"/g,
        (_, before, refs) => `${before}${grownRefs(refs, growth)}"`,
      )
      .replace(
        /(<(?:autoFilter|mergeCell|hyperlink)\b[^>]*?\sref=")([^"]*)"/g,
        (whole, before: string, ref: string) =>
          // Merged cells are moved, never made larger.
          `${before}${grownRef(ref, growth, { fixed: !whole.startsWith("<autoFilter") })}"`,
      )
      .replace(
        /<xm:sqref>([^<]*)<\/xm:sqref>/g,
        (_, refs: string) => `<xm:sqref>${grownRefs(refs, growth)}</xm:sqref>`,
      );
    if (growth.shifts)
      this.tail = this.tail.replace(/<brk\b([^>]*?)\sid="(\d+)"/g, (whole, rest: string, id: string) =>
        Number(id) >= growth.last ? `<brk${rest} id="${Number(id) + growth.by}"` : whole,
      );
  }

  /** Formulas that speak of a list which has grown, on this sheet or another. */
  adjust(growth: Growth): void {
    for (const [number, { cells }] of this.rows) {
      const local = this.name === growth.sheet && number >= growth.first && number <= growth.last;
      for (const cell of cells.values())
        cell.inner = cell.inner.replace(
          /(<f\b[^>]*>)([\s\S]*?)<\/f>/,
          (_, tag: string, formula: string) =>
            `${tag}${escaped(grownFormula(plain(formula), this.name, growth, local))}</f>`,
        );
    }
    // Formulas of rules; those of the list's first cell say nothing of its end.
    this.tail = this.tail.replace(
      /<(formula1?|formula2|xm:f)>([^<]*)<\/\1>/g,
      (_, name: string, formula: string) =>
        `<${name}>${escaped(grownFormula(plain(formula), this.name, growth))}</${name}>`,
    );
  }

  /** What formulas gave last is of yesterday: taken out, so that whoever opens the file reckons anew. */
  forgetResults(): void {
    for (const { cells } of this.rows.values())
      for (const cell of cells.values())
        if (/<f\b/.test(cell.inner)) {
          cell.inner = cell.inner.replace(/<v\b[^>]*>[\s\S]*?<\/v>|<v\s*\/>/g, "");
          cell.tag = withAttribute(cell.tag, "t", undefined);
        }
  }

  toString(): string {
    const rows = [...this.rows].sort(([a], [b]) => a - b);
    let widest = 1;
    const body = rows.map(([number, { tag, cells }]) => {
      const inner = [...cells]
        .sort(([a], [b]) => a - b)
        .map(([column, cell]) => {
          widest = Math.max(widest, column);
          const open = `<c r="${columnLetters(column)}${number}"${cell.tag}`;
          return cell.inner ? `${open}>${cell.inner}</c>` : `${open}/>`;
        })
        .join("");
      return `<row r="${number}"${withAttribute(tag, "spans", undefined)}>${inner}</row>`;
    });
    const last = rows.at(-1)?.[0] ?? 1;
    const head = this.head.replace(/(<dimension\b[^>]*?\sref=")[^"]*"/, `$1A1:${columnLetters(widest)}${last}"`);
    return `${head}<sheetData>${body.join("")}</sheetData>${this.tail}`;
  }

  /** The style that a whole column has. */
  private columnStyle(column: number): number {
    for (const [, tag = ""] of this.head.matchAll(/<col\b([^>]*?)\/?>/g))
      if (Number(attribute(tag, "min")) <= column && column <= Number(attribute(tag, "max")))
        return Number(attribute(tag, "style") ?? 0);
    return 0;
  }

  /** One formula for many cells becomes each cell's own: rows can be copied and moved then. */
  private unshare(): void {
    const masters = new Map<string, { row: number; column: number; formula: string }>();
    const cells = [...this.rows].flatMap(([row, { cells }]) =>
      [...cells].map(([column, cell]) => ({ row, column, cell })),
    );
    for (const { row, column, cell } of cells) {
      const master = /<f\b([^>]*\bt="shared"[^>]*)>([\s\S]+?)<\/f>/.exec(cell.inner);
      const si = master && attribute(master[1]!, "si");
      if (si) masters.set(si, { row, column, formula: plain(master[2]!) });
    }
    for (const { row, column, cell } of cells) {
      const shared = /<f\b([^>]*\bt="shared"[^>]*?)(?:\/>|>[\s\S]*?<\/f>)/.exec(cell.inner);
      const master = shared && masters.get(attribute(shared[1]!, "si") ?? "");
      if (!shared || !master) continue;
      const formula = copiedFormula(master.formula, row - master.row, column - master.column);
      cell.inner = cell.inner.replace(shared[0], `<f>${escaped(formula)}</f>`);
    }
  }
}

function cellsIn(xml: string): Map<number, Cell> {
  const cells = new Map<number, Cell>();
  let column = 0;
  for (const [, tag = "", , inner = ""] of xml.matchAll(/<c\b([^>]*?)(\/>|>([\s\S]*?)<\/c>)/g)) {
    const letters = /^[A-Z]+/.exec(attribute(tag, "r") ?? "")?.[0];
    column = letters ? columnNumber(letters) : column + 1;
    cells.set(column, { tag: withAttribute(tag, "r", undefined), inner });
  }
  return cells;
}
