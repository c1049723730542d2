import { foldString } from "./fold.ts";

/** Names of places → the name of the province-level place in which each lies. */
export interface Places {
  province: Map<string, string>;
  longest: number;
}

export interface PlaceFound {
  name: string;
  province: string;
  at: number;
}

/** Reads lines `province<TAB>place place …`; the first name of a line stands for the province. */
export function parsePlaces(source: string): Places {
  const province = new Map<string, string>();
  for (const line of source.split(/\r?\n/)) {
    const [head, names] = line.split("\t");
    if (!head?.trim() || head.startsWith("#")) continue;
    const own = foldString(head.trim());
    for (const name of [own, ...(names ?? "").trim().split(/\s+/)]) if (name) province.set(foldString(name), own);
  }
  return { province, longest: Math.max(2, ...[...province.keys()].map((name) => name.length)) };
}

/** "大连接" is no place: what must not follow a short name. */
const NOT_AFTER = /^(?:[路街道村店银大][^市省]|银行|时间|大学|户口簿)/;

/** Places named in folded text, longest first. */
export function findPlaces(places: Places, text: string): PlaceFound[] {
  const found: PlaceFound[] = [];
  for (let i = 0; i < text.length - 1; i++) {
    for (let length = Math.min(places.longest, text.length - i); length >= 2; length--) {
      const name = text.slice(i, i + length);
      const province = places.province.get(name);
      if (!province || NOT_AFTER.test(text.slice(i + length, i + length + 3))) continue;
      found.push({ name, province, at: i });
      i += length - 1;
      break;
    }
  }
  return found;
}
