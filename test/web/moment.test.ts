import { describe, expect, test } from "vitest";
import { loadFacts } from "../../bot/facts.ts";
import { makeCalendar } from "../../domain/calendar.ts";
import { isoOf } from "../../domain/time.ts";
import { momentMeant } from "../../web/chat/moment.ts";
import { local } from "../support/bot.ts";

const zone = "Asia/Shanghai";
const around = { now: local("2026-09-14 10:30"), zone, calendar: makeCalendar(loadFacts().published, {}) };
const meant = (words: string) => {
  const at = momentMeant(words, around);
  return at && isoOf(at, zone).slice(0, 16).replace("T", " ");
};

describe("the moment that the clock is to show", () => {
  test.each([
    ["9月28日9点", "2026-09-28 09:00"],
    ["到9月28日9点", "2026-09-28 09:00"],
    ["9月28日下午3点半", "2026-09-28 15:30"],
    ["9月28日", "2026-09-28 09:00"],
    ["明天10点", "2026-09-15 10:00"],
    ["后天下午两点", "2026-09-16 14:00"],
    ["下周一上午8点", "2026-09-21 08:00"],
    ["11点", "2026-09-14 11:00"],
    ["早上8点", "2026-09-15 08:00"],
    ["3月5日9点", "2027-03-05 09:00"],
    ["2026-09-28 09:00", "2026-09-28 09:00"],
    ["2026-09-28T17:05", "2026-09-28 17:05"],
    ["2026/9/28", "2026-09-28 09:00"],
    ["2分钟后", "2026-09-14 10:32"],
    ["两小时后", "2026-09-14 12:30"],
    ["半小时后", "2026-09-14 11:00"],
    ["一个半小时后", "2026-09-14 12:00"],
    ["过三天", "2026-09-17 10:30"],
    ["昨天9点", "2026-09-13 09:00"],
    ["9月10日9点", "2026-09-10 09:00"],
  ])("%s", (words, expected) => expect(meant(words)).toBe(expected));

  test.each([["随便"], [""], ["2026-02-30"], ["2026-09-28 25:00"], ["个小时后"]])("“%s” names none", (words) =>
    expect(meant(words)).toBeNull(),
  );
});
