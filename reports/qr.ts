/** A QR code as a PNG, black on white with its quiet zone; modules of so many pixels. */
export async function qrPng(words: string, scale = 8): Promise<Uint8Array> {
  const [{ generate }, { toPngBuffer }] = await Promise.all([import("lean-qr"), import("lean-qr/extras/node_export")]);
  return new Uint8Array(toPngBuffer(generate(words), { on: [0, 0, 0], off: [255, 255, 255], pad: 4, scale }));
}
