import { addDays, dayOf, instantOf } from "../../domain/time.ts";
import type { Act } from "../../domain/vocabulary.ts";
import type { Hat } from "./acts/rank.ts";
import { findClocks } from "./fields/clocks.ts";
import type { DayCalendar } from "./fields/date-math.ts";
import { findDates } from "./fields/dates.ts";
import { parseNumeral } from "./fields/numbers.ts";

const AGAIN =
  /再(?:来)?(?:提醒|说|叫|喊|告诉|通知|看)(?:我)?(?:一下|一次|一遍)?[吧。！!]*$|(?:到时|届时)(?:候)?(?:再)?(?:提醒|叫|喊)我?[。！!]*$|提醒(?:我)?(?:推迟|延后|往后)|稍后(?:再)?提醒/;
const ALL_ARRANGED =
  /^(?:以上|这[几两三四些]件|[两三四几]件|上面的?)?(?:都|全部?|均)(?:已经?|在)?(?:安排|在办|落实|布置|处理着)(?:好|下去|妥)?了?[。！!]*$/;
const LATER = /(\d{1,3}|[一二两三四五六七八九十]{1,3}|半)个?(?:多)?(小时|钟头|分钟|刻钟)(?:后|以后|之后)?/;

/** Whether somebody who works on tickets puts off a reminder, or says that all of it is arranged. */
export function snoozeOrder(text: string, hat: Hat): Act | undefined {
  if (hat === "company" || hat === "unknown" || text.length > 40) return undefined;
  return (AGAIN.test(text) && !/企业|公司/.test(text)) || ALL_ARRANGED.test(text) ? "snooze" : undefined;
}

export const isAllArranged = (text: string): boolean => ALL_ARRANGED.test(text);

/** The time of day where only a part of it was said; the morning's is the town's own for reminders. */
const PARTS: [RegExp, string][] = [
  [/中午|正午/, "12:00"],
  [/下午|午后/, "14:00"],
  [/傍晚|下班前/, "16:30"],
  [/晚上|今晚/, "19:00"],
];

/**
 * When a reminder is wanted again: "明天上午再提醒我" → tomorrow at `morning`, "下午三点再说" → 15:00. Null where no moment is
 * said, or one that is over.
 */
export function snoozedTill(
  text: string,
  { now, zone, calendar, morning }: { now: Date; zone: string; calendar: DayCalendar; morning: string },
): Date | null {
  if (!AGAIN.test(text)) return null;
  const later = LATER.exec(text);
  if (later) {
    const n = later[1] === "半" ? 0.5 : (parseNumeral(later[1]!) ?? 1);
    const minutes = later[2] === "分钟" ? n : later[2] === "刻钟" ? 15 * n : 60 * n;
    return new Date(now.getTime() + minutes * 60_000);
  }
  const date = findDates(text, now, zone, calendar)[0];
  const clock = date?.time ?? findClocks(text)[0]?.time ?? PARTS.find(([part]) => part.test(text))?.[1];
  const today = dayOf(now, zone);
  if (!date && !clock) return /过(?:两|几)天/.test(text) ? instantOf(addDays(today, 2), morning, zone) : null;
  const at = instantOf(date?.day ?? today, clock ?? morning, zone);
  return at > now ? at : null;
}
