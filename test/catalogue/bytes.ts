/** Bytes that the platform can decode but not encode. */

const tables = new Map<string, Map<string, number[]>>();

export function encode(text: string, encoding: "gb18030" | "big5" | "utf-16le" | "utf-16be"): Uint8Array {
  if (encoding === "utf-16le" || encoding === "utf-16be") {
    const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
    return Uint8Array.from(
      units.flatMap((unit) => (encoding === "utf-16le" ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])),
    );
  }
  const table = tables.get(encoding) ?? makeTable(encoding);
  return Uint8Array.from(
    [...text].flatMap((char) => (char.charCodeAt(0) < 128 ? [char.charCodeAt(0)] : (table.get(char) ?? [63]))),
  );
}

function makeTable(encoding: string): Map<string, number[]> {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if ([...char].length === 1 && char !== "\ufffd" && !table.has(char)) table.set(char, [lead, trail]);
    }
  tables.set(encoding, table);
  return table;
}

/** A one-page PDF whose font is not embedded: readers need Adobe's table to know the characters. */
export function pdfOf(lines: readonly string[]): Uint8Array {
  const hex = (text: string) => [...text].map((char) => char.charCodeAt(0).toString(16).padStart(4, "0")).join("");
  const stream = `BT /F1 12 Tf 72 760 Td ${lines.map((line) => `<${hex(line)}> Tj 0 -30 Td`).join(" ")} ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 7 0 R /DW 1000 >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
  ];
  let out = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = out.length;
    out += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const xref = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  out += offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  out += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF`;
  return new TextEncoder().encode(out);
}
