import { giveUpMatch } from "../desk/matching.ts";
import { makeSessions, tellOccasion } from "../desk/series.ts";
import { closeSignup, sendReceipts } from "../desk/session.ts";
import type { Ringer } from "./ring-due.ts";

/** Bells around meetings: what becomes near is made, what is undecided is asked again, what is over is told of. */

export const series: Ringer = async (desk) => ((await makeSessions(desk)) > 0 ? "told" : "skipped");

export const occasion: Ringer = async (desk, reminder, { day = "" }) => {
  const found = desk.town.series.find(({ id }) => id === reminder.subject);
  const row = (await desk.work.sessions.occasionsOf(reminder.subject)).find((one) => one.day === day);
  if (!found || row?.state !== "待定") return "skipped";
  if (reminder.stage === "lapse") return (await makeSessions(desk)) > 0 ? "told" : "skipped";
  await tellOccasion(desk, found, day, reminder.key);
  return "told";
};

export const session: Ringer = async (desk, reminder) => {
  const found = desk.town.events.find(({ id }) => id === reminder.subject);
  if (!found) return "skipped";
  if (reminder.stage === "closing")
    return found.start > desk.now && (await closeSignup(desk, found)) ? "told" : "skipped";
  return (await sendReceipts(desk, found)) > 0 ? "told" : "skipped";
};

/** Who has not said yes by now has not agreed: nothing is passed on. */
export const matchOver: Ringer = async (desk, reminder) =>
  (await giveUpMatch(desk, Number(reminder.subject))) ? "told" : "skipped";
