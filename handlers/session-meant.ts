import type { TownEvent } from "../domain/town.ts";
import type { SessionReading } from "../text/hearing/reading.ts";
import { isOn } from "../text/hearing/sessions.ts";
import type { Scene } from "./scene.ts";

/**
 * Which session is meant: the 期 that was named, of the series that was named; else the one that is on, then the
 * nearest on the side that is looked to. Of several 场 of one 期 the first that fits.
 */
export function sessionMeant(
  scene: Scene,
  said: Pick<SessionReading, "issue" | "series">,
  look: "ahead" | "back",
): TownEvent | null {
  return sessionsMeant(scene, said, look)[0] ?? null;
}

/** The same with all 场 of that 期. */
export function sessionsMeant(
  scene: Scene,
  said: Pick<SessionReading, "issue" | "series">,
  look: "ahead" | "back",
): TownEvent[] {
  const { events } = scene.town;
  const fits = events.filter(
    (e) =>
      (said.series === undefined || e.series === said.series) &&
      (said.issue === undefined || issueOf(e) === said.issue),
  );
  const ahead = fits.filter((e) => e.start > scene.now).sort((a, b) => a.start.getTime() - b.start.getTime());
  const back = fits.filter((e) => e.start <= scene.now).sort((a, b) => b.start.getTime() - a.start.getTime());
  const on = fits.filter((e) => isOn(e, scene.now));
  const found =
    (said.issue === undefined ? on[0] : undefined) ??
    (look === "ahead" ? (ahead[0] ?? back[0]) : (back[0] ?? ahead[0]));
  if (!found) return [];
  const same = (e: TownEvent) => found.series !== undefined && e.series === found.series && e.issue === found.issue;
  return [found, ...fits.filter((e) => e !== found && same(e))];
}

const HAN = "零一二三四五六七八九十";

/** The number of a 期: kept, or as it stands in the name of an event that came with the town file. */
export function issueOf(event: TownEvent): number | undefined {
  if (event.issue !== undefined) return event.issue;
  const written = /第\s?(\d{1,4}|[一二三四五六七八九十])\s?期/.exec(event.name)?.[1];
  return written === undefined ? undefined : /\d/.test(written) ? Number(written) : HAN.indexOf(written);
}
