import { FeatureTable } from "./features.ts";
import type { LinearModel } from "./linear.ts";

/**
 * The model's file: magic "QQLM", version, header length, header (JSON), padding to 4,
 * then hashes u32, rarity f32, scale f32 per label, bias f32 per label, weights i8 or i16. Little-endian.
 */
const MAGIC = 0x4d4c5151;
const VERSION = 1;

interface Header {
  labels: string[];
  minN: number;
  maxN: number;
  asTyped?: boolean;
  width: number;
  bits: 8 | 16;
  temperature: number;
}

/** @param bits size of a weight; 8 is enough for labels that differ clearly. */
export function encodeModel(model: LinearModel, bits: 8 | 16 = 8): Uint8Array {
  const labels = model.labels.length;
  const width = model.table.hashes.length;
  const head: Header = { labels: model.labels, ...model.features, width, bits, temperature: model.temperature };
  const json = new TextEncoder().encode(JSON.stringify(head));
  const start = 12 + json.length + ((4 - (json.length % 4)) % 4);
  const tail = start + width * 8 + labels * 8;
  const bytes = new Uint8Array(tail + width * labels * (bits / 8));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, json.length, true);
  bytes.set(json, 12);
  const limit = bits === 8 ? 127 : 32767;
  const scale = new Float32Array(labels);
  model.weights.forEach((weight, i) => {
    if (Math.abs(weight) > scale[i % labels]!) scale[i % labels] = Math.abs(weight);
  });
  let at = start;
  const put = (value: number, set: "setUint32" | "setFloat32") => {
    view[set](at, value, true);
    at += 4;
  };
  for (const hash of model.table.hashes) put(hash, "setUint32");
  for (const value of model.rarity) put(value, "setFloat32");
  for (const value of scale) put(value / limit, "setFloat32");
  for (const value of model.bias) put(value, "setFloat32");
  model.weights.forEach((weight, i) => {
    const whole = Math.round((weight / (scale[i % labels]! || 1)) * limit);
    if (bits === 8) view.setInt8(tail + i, whole);
    else view.setInt16(tail + i * 2, whole, true);
  });
  return bytes;
}

/** @throws Error when the bytes are not a model of this version, or are cut short. */
export function decodeModel(bytes: Uint8Array): LinearModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || view.getUint32(0, true) !== MAGIC) throw new Error("not a model file (train it again)");
  const version = view.getUint32(4, true);
  if (version !== VERSION) throw new Error(`model file of version ${version}, expected ${VERSION} (train it again)`);
  const jsonLength = view.getUint32(8, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(12, 12 + jsonLength))) as Header;
  const labels = head.labels.length;
  const { width } = head;
  const size = head.bits / 8;
  let at = 12 + jsonLength + ((4 - (jsonLength % 4)) % 4);
  const tail = at + width * 8 + labels * 8;
  if (bytes.length !== tail + width * labels * size) throw new Error("model file is cut short (train it again)");
  const floats = (count: number) => {
    const out = new Float32Array(count);
    for (let i = 0; i < count; i++, at += 4) out[i] = view.getFloat32(at, true);
    return out;
  };
  const hashes = new Uint32Array(width);
  for (let i = 0; i < width; i++, at += 4) hashes[i] = view.getUint32(at, true);
  const rarity = floats(width);
  const scale = floats(labels);
  const bias = floats(labels);
  const weights = new Float32Array(width * labels);
  let i = 0;
  for (let feature = 0; feature < width; feature++) {
    for (let label = 0; label < labels; label++, i++) {
      const whole = head.bits === 8 ? view.getInt8(tail + i) : view.getInt16(tail + i * 2, true);
      weights[i] = whole * scale[label]!;
    }
  }
  const features = { minN: head.minN, maxN: head.maxN, ...(head.asTyped ? { asTyped: true } : {}) };
  const table = new FeatureTable(hashes);
  return { labels: head.labels, features, table, rarity, weights, bias, temperature: head.temperature };
}
