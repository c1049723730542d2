import type { TownEvent } from "../domain/town.ts";
import { eventsNamed } from "../text/hearing/fields/index.ts";
import { announcesEvent } from "../text/hearing/group.ts";
import type { Scene } from "./scene.ts";

/**
 * Which event is meant: one that the words name; else the one that was last announced or spoken of in this chat; else
 * the next that still takes sign-ups.
 */
export function eventMeant(scene: Scene, named: string[], open: boolean): TownEvent | null {
  const coming = scene.town.events
    .filter((e) => e.start > scene.now)
    .sort((a, b) => a.start.getTime() - b.start.getTime());
  for (const id of named) {
    const event = coming.find((e) => e.id === id) ?? scene.town.events.find((e) => e.id === id);
    if (event) return event;
  }
  const asked = scene.asked?.eventId ? coming.find((e) => e.id === scene.asked!.eventId) : undefined;
  if (asked) return asked;
  for (const said of [...scene.recent].reverse()) {
    const spoken = coming.filter((e) => names(e).some((name) => said.text.includes(name)));
    if (spoken.length === 1) return spoken[0]!;
    if (!said.fromBot && announcesEvent(said.text)) {
      const [fitting] = eventsNamed(said.text, { ...scene, events: scene.town.events, zone: scene.town.zone });
      if (fitting) return coming.find((e) => e.id === fitting) ?? null;
      // A meeting that is not on the list: nobody is put down for another one.
      if (OTHER_MEETING.test(said.text)) return null;
    }
  }
  const takes = coming.filter((e) => (e.signupUntil ?? e.start) > scene.now);
  return (open ? takes[0] : undefined) ?? coming[0] ?? null;
}

const OTHER_MEETING =
  /对接会|招聘会|双选会|培训|沙龙|讲座|宣讲|论坛|座谈会|恳谈会|茶叙|茶话会|圆桌|路演|推介会|年会|见面会/;

/** By what an event is called in passing: its name, its number ("第37期"). */
const names = (event: TownEvent): string[] => [
  event.name,
  ...(event.name.match(/第[0-9一二三四五六七八九十百]+期/g) ?? []),
];
