import { tell } from "../desk/tell.ts";
import { leadName } from "../desk/ticket-words.ts";
import { officeOf, officeRecipient } from "../domain/recipients.ts";
import type { Segment } from "../text/hearing/reading.ts";
import * as say from "../text/saying/sessions.ts";
import type { Handler, Scene } from "./scene.ts";

const STAFF = new Set(["dept", "dept_leader"]);

/** A department that was called to a session says who comes. */
export const departmentCall: Handler = {
  name: "department-call",

  claims: (segment, scene) =>
    STAFF.has(scene.speaker.role) &&
    scene.speaker.department !== undefined &&
    (segment.act === "rollcall_yes" || segment.act === "rollcall_leave"),

  async handle(segments, scene) {
    const department = scene.speaker.department!;
    const open = await scene.work.sessions.callsOf(department, scene.now);
    const called = open.find((one) => one.eventId === scene.asked?.eventId) ?? open[0];
    const event = scene.town.events.find(({ id }) => id === called?.eventId);
    if (!called || !event) return;
    const delegate = delegateOf(scene, segments[0]!);
    const comes = delegate !== null || segments[0]!.act === "rollcall_yes";
    await scene.work.sessions.answerCall(event.id, department, {
      state: delegate ? "派员" : comes ? "已确认" : "不来",
      delegate,
      by: scene.speaker.id,
    });
    scene.reply({
      text: comes
        ? say.departmentAnswered(event.name, delegate)
        : say.departmentAbsent(event.name, officeOf(scene.town).name),
    });
    if (!comes)
      await tell(scene, {
        to: officeRecipient(scene.town),
        kind: "notice",
        text: say.departmentAbsentNotice(event.name, leadName(scene, department)),
        dedupeKey: `session/${event.id}/absent/${department}`,
      });
  },
};

function delegateOf(scene: Scene, segment: Segment): string | null {
  const named = segment.signup?.delegate ?? segment.signup?.attendees.find((name) => name !== scene.speaker.name);
  return named ?? null;
}
