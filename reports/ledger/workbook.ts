import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { type Growth, grownFormula, grownRef } from "./refs.ts";
import { SheetXml } from "./sheet.ts";
import { attribute, escaped, plain, textIn } from "./xml.ts";

/**
 * A workbook whose parts are kept as they are. Only sheets that rows come into are written anew, and what speaks of their
 * rows elsewhere: a library that reads it all and writes what it understood loses the rest (docs/decisions/ledger.md).
 */
export class WorkbookXml {
  private readonly parts: Record<string, Uint8Array>;
  private readonly paths = new Map<string, string>();
  private readonly sheets = new Map<string, SheetXml>();
  private readonly shared: string[];
  /** Numbers of the cell formats that show a date. */
  private readonly dates: ReadonlySet<number>;
  /** Days before 1970-01-01 in this workbook's count of days. */
  private readonly epoch: number;

  /** @throws Error where the bytes are no workbook */
  constructor(bytes: Uint8Array) {
    this.parts = unzipSync(bytes);
    const workbook = this.read("xl/workbook.xml");
    const targets = new Map(
      [...this.read("xl/_rels/workbook.xml.rels").matchAll(/<Relationship\b([^>]*?)\/?>/g)].map(([, tag = ""]) => [
        attribute(tag, "Id"),
        attribute(tag, "Target") ?? "",
      ]),
    );
    for (const [, tag = ""] of workbook.matchAll(/<sheet\b([^>]*?)\/?>/g)) {
      const target = targets.get(attribute(tag, "r:id") ?? attribute(tag, "id")) ?? "";
      // A sheet that is a chart has no rows.
      if (target.includes("worksheets/"))
        this.paths.set(attribute(tag, "name") ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    }
    this.shared = this.has("xl/sharedStrings.xml")
      ? [...this.read("xl/sharedStrings.xml").matchAll(/<si\b[^>]*?(?:\/>|>([\s\S]*?)<\/si>)/g)].map(([, si = ""]) =>
          textIn(si),
        )
      : [];
    this.dates = dateFormats(this.has("xl/styles.xml") ? this.read("xl/styles.xml") : "");
    this.epoch = /<workbookPr\b[^>]*\bdate1904="(?:1|true)"/.test(workbook) ? 24_107 : 25_569;
  }

  get names(): string[] {
    return [...this.paths.keys()];
  }

  sheet(name: string): SheetXml {
    const open = this.sheets.get(name) ?? new SheetXml(this.read(this.paths.get(name)!), name, this.shared);
    this.sheets.set(name, open);
    return open;
  }

  showsDate = (style: number): boolean => this.dates.has(style);

  dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000) + this.epoch;

  dayOf = (number: number): string =>
    new Date((Math.floor(number) - this.epoch) * 86_400_000).toISOString().slice(0, 10);

  /** Lets a list grow, with everything in the workbook that speaks of its rows. */
  grow(growth: Growth): void {
    const path = this.paths.get(growth.sheet)!;
    for (const name of this.names) {
      if (name === growth.sheet) this.sheet(name).grow(growth);
      else this.sheet(name).adjust(growth);
    }
    this.rewrite("xl/workbook.xml", (xml) =>
      xml.replace(
        /(<definedName\b[^>]*>)([^<]*)<\/definedName>/g,
        (_, tag: string, formula: string) => `${tag}${escaped(grownFormula(plain(formula), "", growth))}</definedName>`,
      ),
    );
    const rels = path.replace(/([^/]+)$/, "_rels/$1.rels");
    if (!this.has(rels)) return;
    for (const [, tag = ""] of this.read(rels).matchAll(/<Relationship\b([^>]*?)\/?>/g)) {
      const target = `xl/${(attribute(tag, "Target") ?? "").replace(/^(?:\.\.\/|\/xl\/)/, "")}`;
      if (!this.has(target)) continue;
      if (target.startsWith("xl/tables/"))
        this.rewrite(target, (xml) =>
          xml.replace(/\sref="([^"]*)"/g, (_, ref: string) => ` ref="${grownRef(ref, growth)}"`),
        );
      if (growth.shifts && target.startsWith("xl/drawings/drawing"))
        this.rewrite(target, (xml) =>
          xml.replace(/<xdr:row>(\d+)<\/xdr:row>/g, (whole, row: string) =>
            Number(row) >= growth.last ? `<xdr:row>${Number(row) + growth.by}</xdr:row>` : whole,
          ),
        );
      if (growth.shifts && target.startsWith("xl/comments"))
        this.rewrite(target, (xml) =>
          xml.replace(
            /(<comment\b[^>]*?\sref=")([^"]*)"/g,
            (_, before: string, ref: string) => `${before}${grownRef(ref, growth)}"`,
          ),
        );
    }
  }

  bytes(): Uint8Array {
    for (const name of this.names) this.sheet(name).forgetResults();
    for (const [name, sheet] of this.sheets) this.parts[this.paths.get(name)!] = strToU8(sheet.toString());
    this.forgetChain();
    // `fullCalcOnLoad`: results are reckoned when it is opened.
    this.rewrite("xl/workbook.xml", (xml) => {
      const bare = xml.replace(/<calcPr\b[^>]*?(?:\/>|>[\s\S]*?<\/calcPr>)/, '<calcPr calcId="0" fullCalcOnLoad="1"/>');
      return bare === xml && !/<calcPr\b/.test(xml)
        ? xml.replace(
            /(<\/definedNames>|<\/sheets>(?![\s\S]*<\/definedNames>))/,
            '$1<calcPr calcId="0" fullCalcOnLoad="1"/>',
          )
        : bare;
    });
    return zipSync(this.parts, { level: 6 });
  }

  /** The order of reckoning names cells by their place: a wrong one is reported as damage, a missing one is made anew. */
  private forgetChain(): void {
    if (!this.has("xl/calcChain.xml")) return;
    delete this.parts["xl/calcChain.xml"];
    this.rewrite("[Content_Types].xml", (xml) => xml.replace(/<Override\b[^>]*calcChain[^>]*\/>/, ""));
    this.rewrite("xl/_rels/workbook.xml.rels", (xml) => xml.replace(/<Relationship\b[^>]*calcChain[^>]*\/>/, ""));
  }

  private has = (path: string): boolean => path in this.parts;

  private read(path: string): string {
    const part = this.parts[path];
    if (!part) throw new Error(`${path} is missing: not a workbook (.xlsx)`);
    return strFromU8(part);
  }

  private rewrite(path: string, change: (xml: string) => string): void {
    this.parts[path] = strToU8(change(this.read(path)));
  }
}

/** Built-in formats of dates, the Chinese ones (27–36, 50–58) among them; and the workbook's own that show a day or year. */
function dateFormats(styles: string): Set<number> {
  const own = new Set<number>();
  for (const [, tag = ""] of styles.matchAll(/<numFmt\b([^>]*?)\/?>/g)) {
    const code = (attribute(tag, "formatCode") ?? "").replace(/"[^"]*"|\[[^\]]*\]|\\./g, "");
    if (/[yd]/i.test(code)) own.add(Number(attribute(tag, "numFmtId")));
  }
  const isDate = (id: number) =>
    (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) || own.has(id);
  const formats = /<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/.exec(styles)?.[1] ?? "";
  const found = new Set<number>();
  [...formats.matchAll(/<xf\b([^>]*?)\/?>/g)].forEach(([, tag = ""], index) => {
    if (isDate(Number(attribute(tag, "numFmtId")))) found.add(index);
  });
  return found;
}
