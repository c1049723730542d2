import type { Enterprise } from "../../../domain/town.ts";
import type { CompanyMention } from "../reading.ts";
import {
  COMMON_WORDS,
  FUNCTION_CHAR,
  findUnlisted,
  LEGAL,
  PLACE_AFTER,
  SET_PHRASES,
  standsBeforeCompanyWord,
  standsLikeCompany,
  TRADE,
  tellingTrade,
} from "./company-words.ts";
import { READ_LIMIT } from "./limit.ts";
import { normalise } from "./normalise.ts";
import { blur, confusable, syllableOf } from "./pinyin.ts";

export type PlacedCompany = CompanyMention & { start: number; end: number };

interface Form {
  text: string;
  ids: string[];
  how: "full" | "short";
}

/** Made once for a town. Everything is looked up by the words of the text, so its size hardly matters. */
export interface CompanyIndex {
  forms: Map<string, Form>;
  /** First two characters → lengths of the forms that begin so, longest first. */
  lengths: Map<string, number[]>;
  /** Blurred syllables joined → forms of two to eight characters. */
  sounds: Map<string, Form[]>;
  /** The blurred first two syllables → lengths. */
  soundLengths: Map<string, number[]>;
  /** A form of at least three characters with one replaced by "*". */
  gaps: Map<string, Form[]>;
  /** Adjacent pairs that stand in such forms, and pairs with one character left out between them. */
  pairs: Set<string>;
  gapLengths: number[];
  /** Names of the town and the like with which many names begin: "临江", "临江市". */
  regions: string[];
  names: Map<string, string>;
}

const fold = (text: string): string =>
  text.replace(/[（）A-Z]/g, (char) => (char === "（" ? "(" : char === "）" ? ")" : char.toLowerCase()));

const LEGAL_END = new RegExp(`${LEGAL}$`);
const TRADE_END = new RegExp(`${TRADE}+$`);

/** Two or three characters with which at least three names, and one in eight, begin; and what stands in brackets. */
function commonRegions(names: string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    const head = name.slice(0, 2);
    counts.set(head, (counts.get(head) ?? 0) + 1);
  }
  const regions = new Set<string>();
  for (const [head, count] of counts) if (count >= 3 && count * 8 >= names.length) regions.add(head);
  for (const name of names) {
    const inside = /\(([\u4e00-\u9fff]{2,4})\)/.exec(name)?.[1];
    if (inside) regions.add(inside.replace(/[省市县区]$/, ""));
  }
  return [...regions];
}

function withoutRegion(name: string, regions: string[]): string {
  let rest = name.replace(/\([\u4e00-\u9fff]{2,5}\)/g, "");
  for (let again = true; again; ) {
    again = false;
    const region = regions.find((one) => rest.startsWith(one) && rest.length - one.length >= 4);
    const head = region
      ? rest.slice(region.length).replace(/^[省市县区]/, "")
      : rest.replace(/^[\u4e00-\u9fff]{2,3}[省市县](?=.{4})/, "");
    if (head !== rest) {
      rest = head;
      again = true;
    }
  }
  return rest;
}

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

/** All ways to write an enterprise's name that are certain: the full name, without region or suffix, and its short names. */
function formsOf(enterprise: Enterprise, regions: string[]): { text: string; how: Form["how"] }[] {
  const name = fold(normalise(enterprise.name)).replace(/\s/g, "");
  const plain = name.replace(/[()]/g, "");
  const local = withoutRegion(name, regions);
  const stem = local.replace(LEGAL_END, "");
  const forms: { text: string; how: Form["how"] }[] = [name, plain, local].map((text) => ({ text, how: "full" }));
  for (const text of [plain.replace(LEGAL_END, ""), stem]) if (text.length >= 3) forms.push({ text, how: "short" });
  const shorts = enterprise.short.map((short) => fold(normalise(short)).replace(/\s/g, "")).filter((s) => s.length > 1);
  for (const text of shorts) forms.push({ text, how: "short" });
  if (shorts.length === 0) {
    const brand = stem.replace(TRADE_END, "");
    if (brand.length >= 2) forms.push({ text: brand, how: "short" });
  }
  return forms;
}

/** Builds the index. 10,000 enterprises take well under a second. */
export function compileCompanies(enterprises: readonly Enterprise[]): CompanyIndex {
  const regions = commonRegions(enterprises.map((one) => fold(normalise(one.name))));
  const index: CompanyIndex = {
    forms: new Map(),
    lengths: new Map(),
    sounds: new Map(),
    soundLengths: new Map(),
    gaps: new Map(),
    pairs: new Set(),
    gapLengths: [],
    regions: regions.flatMap((region) => [`${region}市`, `${region}县`, `${region}区`, region]),
    names: new Map(enterprises.map((one) => [one.id, one.name])),
  };
  for (const enterprise of enterprises) {
    for (const { text, how } of formsOf(enterprise, regions)) {
      const form = index.forms.get(text);
      if (!form) index.forms.set(text, { text, ids: [enterprise.id], how });
      else {
        if (!form.ids.includes(enterprise.id)) form.ids.push(enterprise.id);
        if (how === "full") form.how = "full";
      }
    }
  }
  for (const form of index.forms.values()) indexForm(index, form);
  for (const lengths of [...index.lengths.values(), ...index.soundLengths.values()]) lengths.sort((a, b) => b - a);
  index.gapLengths.sort((a, b) => b - a);
  return index;
}

function indexForm(index: CompanyIndex, form: Form): void {
  const { text } = form;
  addTo(index.lengths, text.slice(0, 2), text.length);
  if (form.how === "full" || text.length > 8 || !/^[\u4e00-\u9fff]+$/.test(text)) return;
  const sounds = [...text].map((char) => blur(syllableOf(char)));
  addTo(index.sounds, sounds.join(" "), form);
  addTo(index.soundLengths, `${sounds[0]} ${sounds[1]}`, text.length);
  if (text.length < 3) return;
  if (!index.gapLengths.includes(text.length)) index.gapLengths.push(text.length);
  for (let i = 0; i < text.length; i++) {
    addTo(index.gaps, `${text.slice(0, i)}*${text.slice(i + 1)}`, form);
    if (i + 1 < text.length) index.pairs.add(text.slice(i, i + 2));
    if (i + 2 < text.length) index.pairs.add(`${text[i]}*${text[i + 2]}`);
  }
}

// === Reading

interface Found {
  start: number;
  end: number;
  form: Form;
  how: CompanyMention["how"];
  ids: string[];
}

/** Which characters belong to something already; constant time to ask of a name's few characters. */
class Taken {
  readonly #marks: Uint8Array;
  constructor(length: number) {
    this.#marks = new Uint8Array(length);
  }
  add(start: number, end: number): void {
    this.#marks.fill(1, start, end);
  }
  has(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (this.#marks[at]) return true;
    return false;
  }
}

/** Whether a short form that was found is meant as the company. */
function acceptable(index: CompanyIndex, text: string, start: number, form: Form, at: number): boolean {
  const end = start + at;
  const before = text.slice(Math.max(0, start - 6), start);
  const after = text.slice(end, end + 8);
  if (/^[a-z0-9]/.test(form.text) && /[a-z0-9]$/.test(before)) return false;
  if (/[a-z0-9]$/.test(form.text) && /^[a-z0-9]/.test(after)) return false;
  if (form.how === "full" || form.text.length >= 4) return true;
  if (PLACE_AFTER.test(after)) return false;
  if (form.text.length === 2 && COMMON_WORDS.has(form.text)) {
    const trade = TRADE_AFTER.exec(after)?.[0];
    if (trade) return form.ids.some((id) => index.names.get(id)!.includes(trade));
    return standsLikeCompany(before, after) || standsBeforeCompanyWord(after);
  }
  return true;
}

const TRADE_AFTER = new RegExp(`^${TRADE}`);

/** "百川建材" where only 百川机械 and 百川环保 are known: another firm. Undefined: all that the form names. */
function narrowedByTrade(index: CompanyIndex, text: string, found: Found): string[] | undefined {
  if (found.form.how === "full" || TRADE_END.test(found.form.text)) return undefined;
  const trade = TRADE_AFTER.exec(text.slice(found.end))?.[0];
  if (!trade) return undefined;
  const fitting = found.ids.filter((id) => index.names.get(id)!.includes(trade));
  if (fitting.length > 0) return fitting;
  const named = new RegExp(`^${trade}(?:${TRADE})?${LEGAL}`).test(text.slice(found.end));
  const near = found.ids.some((id) => index.names.get(id)!.includes(trade[0]!));
  return named || (tellingTrade(trade) && !near) ? [] : undefined;
}

function exactMatches(index: CompanyIndex, text: string, taken: Taken): Found[] {
  const found: Found[] = [];
  for (let at = 0; at + 1 < text.length; ) {
    const lengths = index.lengths.get(text.slice(at, at + 2));
    let step = 1;
    for (const length of lengths ?? []) {
      const form = index.forms.get(text.slice(at, at + length));
      if (!form || taken.has(at, at + length) || !acceptable(index, text, at, form, length)) continue;
      found.push({ start: at, end: at + length, form, how: form.how, ids: form.ids });
      step = length;
      break;
    }
    at += step;
  }
  return found;
}

/** The same syllables in other characters. Two-character names need a shared character and a place where names stand. */
function soundMatches(index: CompanyIndex, text: string, taken: Taken): Found[] {
  const found: Found[] = [];
  const sounds: string[] = [];
  for (const char of text) for (let i = 0; i < char.length; i++) sounds.push(blur(syllableOf(char)));
  for (let at = 0; at + 1 < text.length; at++) {
    const lengths = index.soundLengths.get(`${sounds[at]} ${sounds[at + 1]}`);
    for (const length of lengths ?? []) {
      if (at + length > text.length || taken.has(at, at + length)) continue;
      const written = text.slice(at, at + length);
      const forms = index.sounds.get(sounds.slice(at, at + length).join(" "));
      const fitting = forms?.filter((form) => soundsLike(text, at, written, form));
      if (!fitting?.length) continue;
      found.push({
        start: at,
        end: at + length,
        form: fitting[0]!,
        how: "homophone",
        ids: [...new Set(fitting.flatMap((form) => form.ids))],
      });
      at += length - 1;
      break;
    }
  }
  return found;
}

function soundsLike(text: string, at: number, written: string, form: Form): boolean {
  const different = [...written].filter((char, i) => char !== form.text[i]);
  const end = at + written.length;
  const before = text.slice(Math.max(0, at - 6), at);
  const after = text.slice(end, end + 8);
  // A function word inside a name ("会丰源" for 汇丰源) counts only where a company stands.
  const heard = different.length === 1 && written.length >= 3 && standsLikeCompany(before, after);
  if (FUNCTION_CHAR.test(different.join("")) && !heard) return false;
  if (PLACE_AFTER.test(after)) return false;
  if (written.length === 2) {
    if (COMMON_WORDS.has(written) || different.length > 1) return false;
    const exact = [...written].every((char, i) => syllableOf(char) === syllableOf(form.text[i]!));
    return exact && standsLikeCompany(before, after);
  }
  if (written.length === 3) return different.length <= 1 || standsLikeCompany(before, after);
  return true;
}

/** One character off by eye, or off where the brand itself is right; and two neighbours swapped. */
function gapMatches(index: CompanyIndex, text: string, taken: Taken): Found[] {
  const found: Found[] = [];
  const known: boolean[] = [];
  for (let at = 0; at < text.length; at++) {
    known.push(index.pairs.has(text.slice(at, at + 2)) || index.pairs.has(`${text[at]}*${text[at + 2] ?? ""}`));
  }
  for (let at = 0; at < text.length; at++) {
    if (!known[at] && !known[at + 1]) continue;
    for (const length of index.gapLengths) {
      if (at + length > text.length || taken.has(at, at + length)) continue;
      const form = gapForm(index, text.slice(at, at + length));
      if (!form) continue;
      found.push({ start: at, end: at + length, form, how: "typo", ids: form.ids });
      at += length - 1;
      break;
    }
  }
  return found;
}

function gapForm(index: CompanyIndex, written: string): Form | undefined {
  for (let i = 0; i < written.length; i++) {
    for (const form of index.gaps.get(`${written.slice(0, i)}*${written.slice(i + 1)}`) ?? []) {
      if (FUNCTION_CHAR.test(written[i]!) || !/[\u4e00-\u9fff]/.test(written[i]!)) continue;
      const brand = form.text.replace(TRADE_END, "").length || form.text.length;
      if (confusable(written[i]!, form.text[i]!) || (i >= brand && written.length >= 4 && brand >= 2)) return form;
    }
  }
  for (let i = 0; i + 1 < written.length && written.length >= 4; i++) {
    const swapped = written.slice(0, i) + written[i + 1] + written[i] + written.slice(i + 2);
    const form = swapped === written ? undefined : index.forms.get(swapped);
    if (form?.how === "short") return form;
  }
  return undefined;
}

const LEGAL_START = new RegExp(`^${LEGAL}`);

/** The mention with the region before it and the suffix after it, which belong to the name. */
function widened(index: CompanyIndex, text: string, found: Found): Found {
  let { start, end } = found;
  const region = index.regions.find((one) => text.endsWith(one, start));
  if (region) start -= region.length;
  const rest = text.slice(end, end + 16);
  const place = /^\([\u4e00-\u9fff]{2,4}\)/.exec(rest)?.[0] ?? "";
  const trade = place + (TRADE_AFTER.exec(rest.slice(place.length))?.[0] ?? "");
  const legal = LEGAL_START.exec(rest.slice(trade.length))?.[0];
  if (legal) end += trade.length + legal.length;
  else if (trade && !TRADE_END.test(found.form.text) && found.ids.some((id) => index.names.get(id)!.includes(trade)))
    end += trade.length;
  return { ...found, start, end };
}

/**
 * The companies that a text names, in order. Where a name fits several, `candidates` holds them and `id` is missing:
 * ask, never guess. `how: "unlisted"` is a firm's name that is not in the index. Expects normalised text.
 */
export function findCompanies(raw: string, index: CompanyIndex): PlacedCompany[] {
  const text = fold(raw.slice(0, READ_LIMIT));
  const taken = new Taken(text.length);
  for (const phrase of text.matchAll(SET_PHRASES)) taken.add(phrase.index, phrase.index + phrase[0].length);
  const found: Found[] = [];
  for (const match of [exactMatches, soundMatches, gapMatches]) {
    for (const one of match(index, text, taken)) {
      taken.add(one.start, one.end);
      found.push(one);
    }
  }
  found.sort((a, b) => a.start - b.start);

  const unlisted = findUnlisted(text);
  const named = new Taken(text.length);
  const mentions: PlacedCompany[] = [];
  let next = 0;
  for (const match of found) {
    while (unlisted[next] && unlisted[next]!.end <= match.start) next++;
    const fitting = narrowedByTrade(index, text, match);
    if (fitting?.length === 0) continue;
    const wide = widened(index, text, { ...match, ids: fitting ?? match.ids });
    const around = unlisted[next];
    if (around && otherFirm(text, around, wide)) continue;
    const { start, end, how, ids } = wide;
    named.add(start, end);
    mentions.push({
      written: raw.slice(start, end),
      ...(ids.length === 1 ? { id: ids[0]! } : { candidates: [...ids] }),
      how,
      start,
      end,
    });
  }
  for (const { start, end } of unlisted) {
    if (!named.has(start, end)) mentions.push({ written: raw.slice(start, end), how: "unlisted", start, end });
  }
  return mentions.sort((a, b) => a.start - b.start);
}

/** "新宏图印务有限公司" holds 宏图印务 and is another firm: its brand has one more character on the left. */
function otherFirm(text: string, name: { start: number; end: number }, match: Found): boolean {
  if (name.start !== match.start - 1 || name.end < match.end) return false;
  const left = text[name.start]!;
  return /[\u4e00-\u9fff]/.test(left) && !FUNCTION_CHAR.test(left) && !/[省市县区镇园原老现]/.test(left);
}
