import { fold } from "./fold.ts";
import { assemble, type PolicyIndex } from "./index.ts";
import type { DocHead, Segment } from "./segment.ts";

const MAGIC = "QQPOLIDX";
/** Raised whenever the layout, the splitting of texts or the tokens change: an older file is then built anew. */
const VERSION = 1;

const ARRAYS = [
  ["docStart", Uint32Array],
  ["docSent", Uint32Array],
  ["docPass", Uint32Array],
  ["docLength", Uint32Array],
  ["sentStart", Uint32Array],
  ["sentLabel", Uint32Array],
  ["passSent", Uint32Array],
  ["sentKinds", Uint16Array],
  ["passLength", Uint16Array],
  ["titleLength", Uint16Array],
  ["sentMarks", Uint8Array],
  ["sentLevel", Uint8Array],
  ["sentGiven", Uint8Array],
  ["dead", Uint8Array],
] as const;
const POSTINGS = [
  ["keys", Uint32Array],
  ["offsets", Uint32Array],
  ["units", Uint32Array],
  ["counts", Uint8Array],
] as const;

interface SegmentHeader {
  heads: DocHead[];
  labels: string[];
  /** Code units of the text. */
  text: number;
  /** Lengths in elements, in the order of the two tables above: own arrays, body, titles. */
  lengths: number[];
}

type Packed = Uint32Array | Uint16Array | Uint8Array;

const padded = (bytes: number): number => (bytes + 7) & ~7;

const arraysOf = (segment: Segment): Packed[] => [
  ...ARRAYS.map(([name]) => segment[name]),
  ...POSTINGS.map(([name]) => segment.body[name]),
  ...POSTINGS.map(([name]) => segment.titles[name]),
];

/** The index as one run of bytes, in the byte order of this machine. */
export function encodeIndex(index: PolicyIndex): Uint8Array {
  const header = Buffer.from(
    JSON.stringify(
      index.segments.map(
        (segment): SegmentHeader => ({
          heads: segment.heads,
          labels: segment.labels,
          text: segment.text.length,
          lengths: arraysOf(segment).map((array) => array.length),
        }),
      ),
    ),
  );
  const parts: Uint8Array[] = [header];
  for (const segment of index.segments) {
    parts.push(Buffer.from(segment.text, "utf16le"));
    for (const array of arraysOf(segment)) parts.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
  const out = new Uint8Array(16 + parts.reduce((sum, part) => sum + padded(part.byteLength), 0));
  out.set(Buffer.from(MAGIC));
  new Uint32Array(out.buffer, 8, 2).set([VERSION, header.byteLength]);
  let at = 16;
  for (const part of parts) {
    out.set(part, at);
    at += padded(part.byteLength);
  }
  return out;
}

/** Reads what `encodeIndex` wrote. Throws when the bytes are of another kind or version: then build it anew. */
export function decodeIndex(bytes: Uint8Array): PolicyIndex {
  // Views on 4-byte numbers need an aligned start, which a slice of a pooled buffer does not have.
  const aligned = bytes.byteOffset % 8 ? bytes.slice() : bytes;
  const { buffer, byteOffset } = aligned;
  if (bytes.byteLength < 16 || Buffer.from(buffer, byteOffset, 8).toString("latin1") !== MAGIC)
    throw new Error("not a saved policy index");
  const [version, headerLength] = new Uint32Array(buffer, byteOffset + 8, 2);
  if (version !== VERSION) throw new Error(`saved policy index is of version ${version}, expected ${VERSION}`);
  const headers = JSON.parse(Buffer.from(buffer, byteOffset + 16, headerLength).toString()) as SegmentHeader[];
  let at = byteOffset + 16 + padded(headerLength!);
  const end = byteOffset + bytes.byteLength;
  const take = <T extends Packed>(
    Kind: new (b: ArrayBufferLike, o: number, n: number) => T,
    length: number,
    size: number,
  ): T => {
    if (at + length * size > end) throw new Error("saved policy index is cut short");
    const array = new Kind(buffer, at, length);
    at += padded(length * size);
    return array;
  };
  const segments = headers.map(({ heads, labels, text: size, lengths }): Segment => {
    const raw = take(Uint8Array, size * 2, 1);
    const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("utf16le");
    let next = 0;
    const read = (table: typeof ARRAYS | typeof POSTINGS) =>
      Object.fromEntries(
        table.map(([name, Kind]) => [
          name,
          take(
            Kind as new (
              b: ArrayBufferLike,
              o: number,
              n: number,
            ) => Packed,
            lengths[next++]!,
            Kind.BYTES_PER_ELEMENT,
          ),
        ]),
      );
    const own = read(ARRAYS);
    const body = read(POSTINGS);
    const titles = read(POSTINGS);
    return { heads, labels, text, codes: fold(text), ...own, body, titles } as unknown as Segment;
  });
  return assemble(segments);
}
