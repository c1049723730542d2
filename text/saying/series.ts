import type { Recurrence, Series } from "../../domain/series.ts";
import type { Day, TownEvent } from "../../domain/town.ts";
import { sayDay, sayDayWithWeekday, sayInstant } from "./dates.ts";
import { enumerated } from "./lists.ts";

const WEEKDAYS = ["", "周一", "周二", "周三", "周四", "周五", "周六", "周日"];
const COUNT = ["", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/** "每周一", "每两周的周三", "每月第二个周五", "每月15日". */
function sayRecurrence(r: Recurrence): string {
  if (r.unit === "week")
    return r.every === 1 ? `每${WEEKDAYS[r.weekday]}` : `每${COUNT[r.every]}周的${WEEKDAYS[r.weekday]}`;
  const months = r.every === 1 ? "每月" : `每${COUNT[r.every]}个月的`;
  if ("date" in r) return `${months}${r.date}日`;
  return `${months}${r.nth < 0 ? "最后一个" : `第${COUNT[r.nth] === "两" ? "二" : COUNT[r.nth]}个`}${WEEKDAYS[r.weekday]}`;
}

function sayCloses({ closes }: Pick<Series, "closes">): string {
  const at = closes.at ?? "";
  if (closes.days === 0) return at ? `当天${at}截止报名` : "开始前都可以报名";
  return `提前${closes.days}${closes.unit === "working" ? "个工作日" : "天"}${at ? `（${at}）` : ""}截止报名`;
}

/** What was set up, told back in full: a slip is seen at once. */
export function seriesKept(s: Series, made: TownEvent[], asked: Day[], zone: string): string {
  const lines = [
    `已设置“${s.name}”（${s.kind}）：${sayRecurrence(s.recurrence)}${s.at}，每场${s.seats}家，${sayCloses(s)}。`,
    s.venues.length > 0
      ? `每期${s.venues.length}场：${s.venues.map((v) => (v.place ? `${v.name}（${v.place}）` : v.name)).join("、")}。`
      : s.place
        ? `地点：${s.place}。`
        : "地点还没定，定了告诉我。",
    [s.theme && `主题：${s.theme}`, s.host && `主持：${s.host}`].filter(Boolean).join("，"),
    made.length > 0 ? `已排：${upcoming(made, zone)}。` : "",
    asked.length > 0 ? `${enumerated(asked.map(sayDay))}逢休息日，照常、改期还是停办？` : "",
    "要改时间地点、停办一期，直接说。",
  ];
  return lines.filter(Boolean).join("\n");
}

const upcoming = (events: TownEvent[], zone: string): string =>
  enumerated(
    [...new Map(events.map((e) => [e.issue, e])).values()].map((e) => `第${e.issue}期${sayInstant(e.start, zone)}`),
  );

export const seriesLacks = (missing: ("name" | "time" | "seats")[]): string =>
  `还差${enumerated(missing.map((m) => ({ name: "活动名称", time: "几点开始", seats: "每场多少席位" })[m]))}，请连同原话再发一次，如“每周一晚七点半办政企交流主题日，地点商务中心一楼，20个席位，提前一天截止”。`;

export const askOccasion = (name: string, day: Day): string =>
  `【排期】${name}${sayDayWithWeekday(day)}逢休息日，还没有安排，也没有通知企业。请回复“照常”“停办”，或改到哪天，如“改到10月8日”。`;

export const occasionHeld = (events: TownEvent[], zone: string): string =>
  `已排：${events.map((e) => `${e.name}，${sayInstant(e.start, zone)}`).join("；")}。`;

export const occasionSkipped = (name: string, day: Day): string => `${name}${sayDay(day)}停办一次，期数不占。`;

export const occasionToRest = (day: Day): string =>
  `${sayDayWithWeekday(day)}也是休息日。确定这天办，请回复“照常改到${sayDay(day)}”。`;

export const seriesStopped = (name: string, left: TownEvent[], zone: string): string =>
  left.length > 0
    ? `${name}以后不再排期。已排的${upcoming(left, zone)}还在，要取消请说“取消第${left[0]!.issue}期”。`
    : `${name}以后不再排期。`;

export const sessionMoved = (event: TownEvent, told: number, zone: string): string =>
  `${event.name}已改：${sayInstant(event.start, zone)}，${event.place}，${event.seats}家。${told > 0 ? `已告诉名单上的${told}家。` : ""}`;

export const themeSet = (event: TownEvent, zone: string): string =>
  `${event.name}（${sayInstant(event.start, zone)}）的主题已定为“${event.theme}”。`;

export const sessionCancelled = (event: TownEvent, told: number): string =>
  `${event.name}已取消。${told > 0 ? `已告诉名单上的${told}家。` : ""}`;

export const movedNotice = (event: TownEvent, zone: string): string =>
  `【变更】${event.name}改为${sayInstant(event.start, zone)}，地点${event.place}。您的报名仍然有效；来不了请告诉我。`;

export const cancelledNotice = (event: TownEvent): string =>
  `【取消】${event.name}取消，给您添麻烦了。想反映的问题可以直接发给我，一样登记办理。`;

export const noSession = "没有找到这场活动，请写明是哪一期，如“第12期”。";
export const notAfterNow = "这个时间已经过了，请给一个以后的时间。";
