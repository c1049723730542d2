import { type DigitRun, digitRuns, hasDigits } from "./digits.ts";
import { foldWidth } from "./normalise.ts";
import { findPhones } from "./phones.ts";

export type SecretKind = "id_card" | "bank_card";

export interface Masked {
  text: string;
  /** Kinds found, each once, in order of appearance. */
  secrets: SecretKind[];
}

const MASK: Record<SecretKind, string> = { id_card: "【身份证号已隐去】", bank_card: "【银行卡号已隐去】" };
const DOCUMENT_MASK = "【证件号已隐去】";

/** Provinces as GB 11643 and GB/T 2260 number them; 81–83 are residence permits of Hong Kong, Macau and Taiwan people. */
const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/;
const BORN = /^(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
const BORN_SHORT = /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

const ID_WORD = /身份证|身份號|证件号|证号|身份号|公民身份|ID/i;
const BANK_WORD =
  /卡号|银行|账号|帐号|账户|帐户|户头|储蓄|信用卡|借记卡|工行|农行|建行|中行|招行|交行|邮储|农商|信用社|开户|打款|收款|汇款|转账|打到|打钱|卡里/;
/** Long numbers that a clerk needs and that are nobody's secret. */
const OPEN_WORD =
  /(?:订单|运单|单号|快递|物流|合同|发票|税号|信用代码|注册号|案号|许可证|备案|文号|流水号|批号|设备|出厂|条码|报关|户号|表号|编号|工单|IMEI|序列|标书|招标|项目代码|项目号)[^，。；\n]{0,4}$/i;

interface Span {
  start: number;
  end: number;
  kind: SecretKind;
  mask: string;
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    sum += i % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

/** Checksum and region are read leniently: a mistyped identity number is still somebody's. */
function looksLikeIdentity(digits: string, before: string): boolean {
  if (digits.length === 18) {
    const born = PROVINCE.test(digits) && BORN.test(digits.slice(6, 14));
    return born || ID_WORD.test(before) ? !OPEN_WORD.test(before) : false;
  }
  if (digits.length === 15) {
    const dated = PROVINCE.test(digits) && BORN_SHORT.test(digits.slice(6, 12));
    return ID_WORD.test(before) ? !OPEN_WORD.test(before) : dated && !OPEN_WORD.test(before);
  }
  return (
    (digits.length === 17 || digits.length === 16) && /身份证|身份号|公民身份/.test(before) && !OPEN_WORD.test(before)
  );
}

function looksLikeCard(digits: string, said: boolean, after: string): boolean {
  if (said) return true;
  if (digits.length < 16 || digits.length > 19) return false;
  if (/^62/.test(digits)) return true;
  return /^[3-6]|^9/.test(digits) && (luhn(digits) || BANK_WORD.test(after));
}

const LAST_SIGN = /^[\s-]?(?:[xX×Ｘｘ✕✖]|叉)(?![A-Za-z])/;

/** The longest stretch of groups from `from` that is an identity or card number. */
function secretFrom(text: string, run: DigitRun, from: number): (Span & { last: number }) | undefined {
  const start = run.groups[from]!.start;
  const before = text.slice(Math.max(0, start - 24), start);
  const open = OPEN_WORD.test(before);
  const said = !open && BANK_WORD.test(before.slice(-16)) && !/社保|市民卡|医保|户号|会员/.test(before.slice(-6));
  let best: (Span & { last: number }) | undefined;
  let digits = "";
  for (let to = from; to < run.groups.length && to < from + 22; to++) {
    if (to > from && run.seps[to - 1]!.heavy && !run.groups[to]!.spoken) break;
    digits += run.groups[to]!.digits;
    if (digits.length > 22) break;
    if (digits.length < 12) continue;
    const end = run.groups[to]!.end;
    const sign =
      digits.length === 17 || digits.length === 16 ? LAST_SIGN.exec(text.slice(end, end + 4))?.[0] : undefined;
    if (looksLikeIdentity(sign ? `${digits}0`.padEnd(18, "0") : digits, before)) {
      const span = { start, end: end + (sign?.length ?? 0), last: to };
      best = { ...span, kind: "id_card", mask: MASK.id_card };
    } else if (!open && looksLikeCard(digits, said, text.slice(end, end + 8))) {
      best = { start, end, last: to, kind: "bank_card", mask: MASK.bank_card };
    }
  }
  return best;
}

const DOCUMENT =
  /((?:护照|台胞证|回乡证|港澳居民|港澳通行证|来往内地通行证|居留证|军官证)(?:号码?|编号)?[是为:：\s]{0,3})([A-Za-z]{0,2}\d{6,10}[A-Za-z]?)/g;

function documents(text: string): Span[] {
  return [...text.matchAll(DOCUMENT)].map((match) => {
    const start = match.index + match[1]!.length;
    return { start, end: start + match[2]!.length, kind: "id_card", mask: DOCUMENT_MASK };
  });
}

function findSecrets(text: string): Span[] {
  const spans: Span[] = [];
  if (!hasDigits(text, 8)) return spans;
  let phones: ReturnType<typeof findPhones> | undefined;
  for (const run of digitRuns(text)) {
    let total = 0;
    for (const group of run.groups) total += group.digits.length;
    if (total < 12) continue;
    for (let at = 0; at < run.groups.length; at++) {
      const secret = secretFrom(text, run, at);
      if (!secret) continue;
      phones ??= findPhones(text);
      if (swallowsPhone(text, secret, phones)) continue;
      spans.push(secret);
      at = secret.last;
    }
  }
  return spans;
}

/** A whole telephone number that stands by itself beside other digits is not a part of a card number. */
function swallowsPhone(text: string, span: Span, phones: { start: number; end: number; number: string }[]): boolean {
  if (span.kind === "id_card") return false;
  const whole = text.slice(span.start, span.end);
  if (/^\d{4}([ -]?)\d{4}\1\d{4}\1\d{3,4}(?:\1\d{1,3})?$/.test(whole)) return false;
  return phones.some((phone) => phone.start >= span.start && phone.end <= span.end);
}

/** The kinds whose notes stand in a text that was masked before. */
export const secretsNoted = (text: string): SecretKind[] =>
  (Object.keys(MASK) as SecretKind[]).filter((kind) => text.includes(MASK[kind]));

/** Identity card (18 or 15 digits), bank card and passport numbers replaced by a note; telephones stay. */
export function maskSecrets(raw: string): Masked {
  if (raw.length < 7) return { text: raw, secrets: [] };
  const text = foldWidth(raw);
  const spans = [...findSecrets(text), ...documents(text)].sort((a, b) => a.start - b.start);
  const secrets: SecretKind[] = [];
  let out = "";
  let done = 0;
  for (const span of spans) {
    if (span.start < done) continue;
    out += raw.slice(done, span.start) + span.mask;
    done = span.end;
    if (!secrets.includes(span.kind)) secrets.push(span.kind);
  }
  return { text: out + raw.slice(done), secrets };
}
