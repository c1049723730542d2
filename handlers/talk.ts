import { tell } from "../desk/tell.ts";
import { callName, handlerOf, officeOf } from "../domain/recipients.ts";
import type { Act } from "../domain/vocabulary.ts";
import type { Segment } from "../text/hearing/reading.ts";
import * as say from "../text/saying/talk.ts";
import { actorIn, moved } from "./moving.ts";
import { pickTicket } from "./pick.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** What is said to the bot itself and wants no work: answered in a line where it was called, else not at all. */
export const talk: Handler = {
  name: "talk",

  claims: (segment, scene) => segment.act in LINES && (scene.heard.addressed || segment.act === "injection"),

  async handle(segments, scene) {
    const asked = segments.filter(
      (s) => s.act === "help" || s.act === "ask_person" || s.act === "out_of_scope" || s.act === "injection",
    );
    // Courtesy beside a matter needs no answer of its own; neither does a nod in private.
    const alone = scene.reading.segments.length === segments.length;
    const first = asked[0] ?? (alone ? segments[0] : undefined);
    const praise = segments.find((s) => s.act === "praise");
    if (!first && praise) return passOn(scene, praise);
    if (!first) return;
    if (first.act === "injection") await refuse(scene);
    else if (first.act === "praise") await passOn(scene, first);
    else scene.reply({ text: LINES[first.act]!(scene) });
  },
};

const LINES: Partial<Record<Act, (scene: Scene) => string>> = {
  help: helpFor,
  ask_person: helpFor,
  greeting: (scene) => say.greeting(scene.town.botName),
  thanks: () => say.thanked,
  praise: () => say.praised,
  out_of_scope: () => say.outOfScope,
  injection: (scene) => say.refused(officeOf(scene.town).name),
};

/** Praise goes to whom it is meant for: on its ticket where there is one. It never opens a ticket. */
async function passOn(scene: Scene, segment: Segment): Promise<void> {
  const { sees } = actorIn(scene);
  const picked = await pickTicket(scene, segment, sees, { ended: true });
  if ("ticket" in picked) return void (await moved(scene, picked.ticket, { kind: "praise", note: segment.text }));
  const praised = scene.town.departments.find((d) =>
    [d.id, d.name, ...d.aliases].some((name) => segment.text.includes(name)),
  );
  if (praised)
    await tell(scene, {
      to: handlerOf(scene.town, praised.id),
      kind: "notice",
      text: say.praiseNotice(
        scene.speaker.enterprise ? callName(scene.town, scene.speaker.enterprise) : "",
        segment.text,
      ),
    });
  scene.reply({ text: say.praised });
}

function helpFor({ speaker }: Scene): string {
  if (speaker.role === "admin" || speaker.role === "leader") return say.helpForOffice;
  if (speaker.role === "dept" || speaker.role === "dept_leader") return say.helpForHandler;
  return speaker.role === "cadre" ? say.helpForCadre : say.helpForCompany;
}
