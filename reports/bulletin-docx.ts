import type { Bulletin, BulletinRow } from "../domain/bulletin.ts";
import { BULLETIN_COLUMNS, BULLETIN_FORMULAS, sayBulletinSummary, sayBulletinTitle } from "../text/saying/bulletin.ts";

/** The bulletin in the layout of an official paper: title, summary, table, categories, how each figure is made. */
export async function bulletinDocx(bulletin: Bulletin, nameOf: (department: string) => string): Promise<Uint8Array> {
  // Loaded when a bulletin is asked for, like the other half of it.
  const { AlignmentType, Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } =
    await import("docx");
  const cell = (text: string, bold = false) =>
    new TableCell({
      children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ text, bold, size: 21 })] })],
    });
  const rows = [...bulletin.rows, bulletin.total].map(
    (row) =>
      new TableRow({
        children: BULLETIN_COLUMNS.map(([key]) =>
          cell(key === "dept" ? nameOf(row.dept) : String(row[key as keyof BulletinRow])),
        ),
      }),
  );
  const body = (text: string) =>
    new Paragraph({ indent: { firstLine: 640 }, spacing: { line: 560 }, children: [new TextRun({ text, size: 32 })] });
  const document = new Document({
    styles: { default: { document: { run: { font: "FangSong" } } } },
    sections: [
      {
        children: [
          new Paragraph({
            heading: HeadingLevel.TITLE,
            alignment: AlignmentType.CENTER,
            children: [new TextRun({ text: sayBulletinTitle(bulletin.period), bold: true, size: 44, color: "000000" })],
          }),
          body(sayBulletinSummary(bulletin)),
          new Table({
            width: { size: 100, type: WidthType.PERCENTAGE },
            rows: [
              new TableRow({ tableHeader: true, children: BULLETIN_COLUMNS.map(([, title]) => cell(title, true)) }),
              ...rows,
            ],
          }),
          body(`问题较多的类别：${bulletin.top_categories.map(([name, n]) => `${name}${n}件`).join("，") || "无"}。`),
          ...BULLETIN_FORMULAS.map(body),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
