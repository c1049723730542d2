import { codeLine, goodUntil, howToUse, sheetTitle } from "../text/saying/code-sheet.ts";
import { qrPng } from "./qr.ts";

export interface PrintedCode {
  enterprise: string;
  code: string;
  /** What the QR code holds. */
  words: string;
  role: string;
  uses: number;
  /** As it is read: "12月1日（周二）09:00". */
  until: string;
}

const COLUMNS = 2;
const ROWS = 4;
const QR_PIXELS = 130;

/** 企业码 to print and cut: eight on an A4 page, each with the company's name, its QR code and the code in letters. */
export async function codeSheet(codes: PrintedCode[], botName: string): Promise<Uint8Array> {
  const docx = await import("docx");
  const { AlignmentType, Document, HeightRule, ImageRun, Packer, Paragraph, Table, TableCell, TableRow, TextRun } =
    docx;
  const line = (text: string, size: number, bold = false) =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 20, after: 20 },
      children: [new TextRun({ text, size, bold })],
    });
  const label = async (one: PrintedCode | undefined) =>
    new TableCell({
      width: { size: 100 / COLUMNS, type: docx.WidthType.PERCENTAGE },
      verticalAlign: docx.VerticalAlign.CENTER,
      children: one
        ? [
            line(one.enterprise, 22, true),
            new Paragraph({
              alignment: AlignmentType.CENTER,
              children: [
                new ImageRun({
                  type: "png",
                  data: await qrPng(one.words, 6),
                  transformation: { width: QR_PIXELS, height: QR_PIXELS },
                  altText: { name: one.enterprise, title: sheetTitle, description: one.words },
                }),
              ],
            }),
            line(codeLine(one.code), 22, true),
            line(howToUse(botName), 15),
            line(goodUntil(one.role, one.uses, one.until), 15),
          ]
        : [line("", 20)],
    });
  const rows: InstanceType<typeof TableRow>[] = [];
  for (let at = 0; at < codes.length; at += COLUMNS)
    rows.push(
      new TableRow({
        cantSplit: true,
        height: { value: Math.floor(15_000 / ROWS), rule: HeightRule.EXACT },
        children: await Promise.all(Array.from({ length: COLUMNS }, (_, i) => label(codes[at + i]))),
      }),
    );
  const document = new Document({
    title: sheetTitle,
    styles: { default: { document: { run: { font: "FangSong" } } } },
    sections: [
      {
        properties: {
          page: { size: { width: 11_906, height: 16_838 }, margin: { top: 700, bottom: 700, left: 700, right: 700 } },
        },
        children: [new Table({ width: { size: 100, type: docx.WidthType.PERCENTAGE }, rows })],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
