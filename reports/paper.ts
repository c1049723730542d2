/** A paper in the office's layout, built from plain parts: what goes in is what can be read back. */
export type PaperPart =
  | { kind: "title" | "heading" | "label" | "text" | "item"; text: string }
  /** Whom a letter is to, and who signs it when. */
  | { kind: "address" | "signed"; text: string }
  | { kind: "table"; head: string[]; rows: string[][]; widths: number[]; centred?: boolean }
  /** The next part begins a new page. */
  | { kind: "page" };

/** Twentieths of a point: the text's width on A4 between margins of 2.6 cm. */
const WIDTH = 8960;
const INK = "000000";

/** Half points and twentieths: a handout to read at the table, or what goes out under the office's name (三号 text). */
const LOOKS = {
  handout: { title: 40, text: 28, line: 420, indent: 560 },
  official: { title: 44, text: 32, line: 560, indent: 640 },
};

/** The parts as a docx: 仿宋, first lines drawn in, tables over the whole width. */
export async function paperDocx(parts: PaperPart[], kind: keyof typeof LOOKS = "handout"): Promise<Uint8Array> {
  const look = LOOKS[kind];
  // Loaded when a paper is asked for: half a second that every start would wait for.
  const docx = await import("docx");
  const { AlignmentType, Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } =
    docx;
  const run = (text: string, size: number, bold = false) => new TextRun({ text, size, bold, color: INK });
  /** The label itself is bold, what follows it is not. */
  const labelled = (text: string) => {
    const at = text.indexOf("：") + 1;
    return at < text.length ? [run(text.slice(0, at), 28, true), run(text.slice(at), 28)] : [run(text, 28, true)];
  };
  const cell = (text: string, width: number, bold: boolean, centred = bold) =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 90, right: 90 },
      ...(bold ? { shading: { fill: "EDEDED" } } : {}),
      children: text.split("\n").map(
        (line) =>
          new Paragraph({
            alignment: centred ? AlignmentType.CENTER : AlignmentType.LEFT,
            children: [run(line, 21, bold)],
          }),
      ),
    });
  let fresh = false;
  const children = parts.flatMap((part): (InstanceType<typeof Paragraph> | InstanceType<typeof Table>)[] => {
    const breaks = fresh ? { pageBreakBefore: true } : {};
    if (part.kind === "page") {
      fresh = true;
      return [];
    }
    fresh = false;
    switch (part.kind) {
      case "title":
        return [
          new Paragraph({
            ...breaks,
            heading: HeadingLevel.TITLE,
            alignment: AlignmentType.CENTER,
            spacing: { before: 120, after: 240 },
            children: [run(part.text, look.title, true)],
          }),
        ];
      case "heading":
        return [
          new Paragraph({
            ...breaks,
            heading: HeadingLevel.HEADING_1,
            keepNext: true,
            spacing: { before: 240, after: 120 },
            children: [run(part.text, 30, true)],
          }),
        ];
      case "label":
        return [
          new Paragraph({
            ...breaks,
            keepNext: true,
            indent: { left: 560 },
            spacing: { line: 420, before: 120 },
            children: labelled(part.text),
          }),
        ];
      case "text":
      case "address":
        return [
          new Paragraph({
            ...breaks,
            ...(part.kind === "text" ? { indent: { firstLine: look.indent } } : {}),
            spacing: { line: look.line, after: 60 },
            children: [run(part.text, look.text)],
          }),
        ];
      case "signed":
        return [
          new Paragraph({
            alignment: AlignmentType.RIGHT,
            spacing: { line: look.line },
            children: [run(part.text, look.text)],
          }),
        ];
      case "item":
        return [
          new Paragraph({
            ...breaks,
            indent: { left: 1000, hanging: 320 },
            spacing: { line: 400, after: 40 },
            children: [run(part.text, 26)],
          }),
        ];
      default: {
        const sum = part.widths.reduce((a, b) => a + b, 0);
        const widths = part.widths.map((w) => Math.round((w / sum) * WIDTH));
        return [
          new Table({
            width: { size: WIDTH, type: WidthType.DXA },
            columnWidths: widths,
            rows: [
              new TableRow({ tableHeader: true, children: part.head.map((text, i) => cell(text, widths[i]!, true)) }),
              ...part.rows.map(
                (row) =>
                  new TableRow({
                    cantSplit: true,
                    children: row.map((text, i) => cell(text, widths[i]!, false, part.centred)),
                  }),
              ),
            ],
          }),
        ];
      }
    }
  });
  const document = new Document({
    styles: {
      default: { document: { run: { font: { ascii: "FangSong", hAnsi: "FangSong", eastAsia: "FangSong" } } } },
    },
    sections: [{ properties: { page: { margin: { top: 1474, bottom: 1474, left: 1474, right: 1474 } } }, children }],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
