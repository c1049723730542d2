import type { Day } from "../../domain/town.ts";
import type { Mode, Trait } from "../../domain/vocabulary.ts";

/** "10月15日"; with its year where that is not the year of `asOf`. */
export function sayDay(day: Day, asOf: Day): string {
  const [year, month, date] = day.split("-").map(Number);
  const short = `${month}月${date}日`;
  return day.slice(0, 4) === asOf.slice(0, 4) ? short : `${year}年${short}`;
}

/** ISO dates inside an element's value in spoken form: "2026-09-01至2026-10-15" → "9月1日至10月15日". */
export function sayDatesIn(value: string, asOf: Day): string {
  let year = asOf.slice(0, 4);
  return value.replace(/(\d{4})-(\d{2})-(\d{2})/g, (_all, y: string, month: string, date: string) => {
    const short = `${Number(month)}月${Number(date)}日`;
    const said = y === year ? short : `${y}年${short}`;
    year = y;
    return said;
  });
}

export function sayTitle(title: string, no?: string): string {
  const name = /^《.*》$/.test(title) ? title : `《${title}》`;
  return no ? `${name}（${no}）` : name;
}

/** Which of several questions the lines below answer. */
export const sayQuestion = (question: string): string => `问“${question.replace(/[。；;，,\s]+$/, "")}”：`;

export const sayQuote = (where: string, label: string, words: string): string => `${where}${label}：“${words}”`;

export const sayNoNeedToApply = (): string => "免申即享，不用申报。";
export const sayModeOf = (mode: Exclude<Mode, "免申即享">): string =>
  mode === "即申即享" ? "即申即享，申报后直接兑现。" : "随申随享，随时可以申报。";

/** The day with its year: a document is as old as its year. */
export function sayIssued(issuer: string | undefined, issuedOn: Day | undefined): string {
  const on = issuedOn ? sayDay(issuedOn, "0000") : "";
  return issuer ? `发文单位：${issuer}${on ? `，${on}印发` : ""}。` : `${on}印发。`;
}

const TRAIT_WORDS: Record<Trait, string> = {
  容缺受理: "容缺受理（次要材料可以后补）",
  告知承诺: "告知承诺（签承诺书可先办）",
  先拨后审: "先拨后审（先拨付、后审核）",
};
export const sayTraits = (traits: readonly Trait[]): string =>
  `这项支持${traits.map((one) => TRAIT_WORDS[one]).join("、")}，具体以受理单位说明为准。`;
export const sayThereIs = (): string => "有这方面的政策，规定如下：";
export const sayNotToCity = (place: string): string => `不用跑市里，可在${place}办理。`;
/** The wrong figure is not repeated: what stands in a message is taken for true. */
export const sayWrongFigure = (): string => "您提到的标准与现行规定不一致，以下面的为准：";
export const sayReplaced = (old: string, how: Ended, until?: string): string =>
  `${old}${how}${until ? `（有效期至${until}）` : ""}，现行的是：`;

export const sayReaches = (theirs: string, bound: string): string => `您说的“${theirs}”符合“${bound}”这一条件。`;
export const sayFallsShort = (theirs: string, bound: string): string =>
  `您说的“${theirs}”不符合“${bound}”这一条件，按这一条不够门槛。`;
export const sayUncertain = (theirs: string, bound: string): string =>
  `您说的“${theirs}”是否符合“${bound}”，要看实际数额。`;
export const sayNotWritten = (topic: string): string => `条文没有写到“${topic}”，是否适用请向受理单位核实。`;
export const sayNoElement = (wanted: string): string => `目录中没有写明${wanted}。`;

export function sayWindow(state: "before" | "open" | "closed", day: string): string {
  if (state === "before") return `${day}开始受理，现在还没到时间。`;
  return state === "open" ? `现在可以申报，${day}截止。` : `本次申报已于${day}截止。`;
}

export const sayGuide = (parts: readonly (readonly [string, string])[], title: string): string =>
  `${parts.map(([name, value]) => `${name}：${value}`).join("；")}。（${title}）`;

export const sayAlso = (): string => "另外还有一项：";
export const sayDisagree = (): string => "下面两份现行文件说法不一致，都列给您，并已标记请主管部门核对：";

export function sayClosing(asOf: Day, until: string | undefined): string {
  const [, month, date] = asOf.split("-").map(Number);
  const valid = until ? `文件有效期至${until}。` : "";
  return `${valid}以上为截至${month}月${date}日的规定，最终以受理单位审核为准。`;
}

/** Offers a person; the only question of the message. */
export const sayOfferPerson = (department?: string): string =>
  `要不要帮您转人工登记，请${department ?? "主管部门"}核实后答复您？`;

/** An answer without its offer, where another part of the message makes it. */
export const withoutOffer = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !line.startsWith("要不要帮您转人工登记"))
    .join("\n");

export const sayNotFound = (department?: string): string =>
  `政策目录中未查到相关规定，不能凭印象答复您。${sayOfferPerson(department)}`;

/** How a document ended. */
export type Ended = "已到期" | "已废止" | "已被新文件替代";

export function sayEnded(title: string, how: Ended, until: string | undefined): string {
  return `${title}${how}${until ? `（有效期至${until}）` : ""}，现在不能再按它办理。目录中未查到接续的新政策。`;
}

export const sayNotYet = (title: string, from: string | undefined): string =>
  `${title}${from ? `自${from}起施行，` : ""}目前尚未生效。`;

export const sayStillValid = (until: string | undefined): string =>
  until ? `现行有效，有效期至${until}。` : "现行有效。";
