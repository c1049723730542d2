import { findPhones, type PhoneMention } from "./phones.ts";

export interface TicketNumberMention {
  /** As a ticket's number is written, upper case with dashes, where all of it was said. */
  no?: string;
  /** Only its end: "尾号002", "002号". */
  tail?: string;
  start: number;
  end: number;
}

/** Letters, day and running number, as `LJ-20260914-002`; people drop the dashes, the letters or both. */
const WHOLE = /(?<![A-Za-z0-9])(?:([A-Za-z]{1,6})[-—_\s]?)?(20\d{6})[-—_\s]?(\d{2,4})(?!\d)/g;
const TAIL =
  /(?:(?:尾号|末尾|后三位|后四位|单号|编号|工单号?|诉求号?|案件号?|单子|件号|#|№|No\.?)\s?(?:是|为|[:：])?\s?(\d{2,4})(?!\d|[年月日天个人位元块万路栋楼家台])|(?<![\d.\-:：/第A-Za-z])(0\d{2,3})(?=\s?(?:号(?!楼|栋|仓|门|车间)|那个|那单|那件|这个|这单|这件|的|单|件|都|也|还|可|催|已|是|归|由|派|分|交|给|改|并|合|拆|争议|延|超期|结|接|重|撤|，|,|、|和|与|跟|转|退|办|$|\s)))(?![\d\-:：])/g;

/** Ticket numbers of a text, whole or by their last digits. Telephone numbers and dates are not taken for them. */
export function findTicketNumbers(text: string): TicketNumberMention[] {
  if (!/\d{2}/.test(text)) return [];
  const found: TicketNumberMention[] = [];
  for (const match of text.matchAll(WHOLE)) {
    const [words, letters, day, running] = match;
    const month = Number(day!.slice(4, 6));
    const date = Number(day!.slice(6, 8));
    if (month < 1 || month > 12 || date < 1 || date > 31) continue;
    const no = [...(letters ? [letters.toUpperCase()] : []), day, running!.padStart(3, "0")].join("-");
    found.push({ no, start: match.index, end: match.index + words.length });
  }
  let phones: PhoneMention[] | undefined;
  for (const match of text.matchAll(TAIL)) {
    const start = match.index;
    if (found.some((one) => start < one.end && start + match[0].length > one.start)) continue;
    phones ??= findPhones(text);
    if (phones.some((phone) => start < phone.end && start + match[0].length > phone.start)) continue;
    found.push({ tail: match[1] ?? match[2]!, start, end: start + match[0].length });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The known numbers that a text means. An end that fits several gives them all: ask. */
export function ticketsNamed(text: string, known: readonly string[]): string[] {
  const named = new Set<string>();
  for (const mention of findTicketNumbers(text)) {
    const end = mention.no ?? mention.tail!;
    const fits = known.filter((no) =>
      mention.no ? no.toUpperCase().endsWith(end) : no.split("-").at(-1) === end.padStart(3, "0"),
    );
    if (fits.length === 0 && mention.no && /^[A-Z]/.test(mention.no)) named.add(mention.no);
    for (const no of fits) named.add(no);
  }
  return [...named];
}
