/** A letter in the layout of an official paper: title, address, body, and who signs it when at the right. */
export async function letterDocx(paragraphs: string[]): Promise<Uint8Array> {
  const { AlignmentType, Document, Packer, Paragraph, TextRun } = await import("docx");
  const [title = "", ...rest] = paragraphs;
  const line = (text: string, i: number) => {
    const signed = i >= rest.length - 2;
    const address = text.endsWith("：");
    return new Paragraph({
      alignment: signed ? AlignmentType.RIGHT : AlignmentType.JUSTIFIED,
      ...(signed || address ? {} : { indent: { firstLine: 640 } }),
      spacing: { line: 560 },
      children: [new TextRun({ text, size: 32 })],
    });
  };
  const head = new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 400 },
    children: [new TextRun({ text: title, bold: true, size: 44 })],
  });
  const document = new Document({
    styles: { default: { document: { run: { font: "FangSong" } } } },
    sections: [{ children: [head, ...rest.map(line)] }],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
