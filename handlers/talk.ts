import type { Act } from "../domain/vocabulary.ts";
import * as say from "../text/saying/talk.ts";
import type { Handler, Scene } from "./scene.ts";

/** What is said to the bot itself and wants no work: answered in a line where it was called, else not at all. */
export const talk: Handler = {
  name: "talk",

  claims: (segment, scene) => segment.act in LINES && (scene.heard.addressed || segment.act === "injection"),

  async handle(segments, scene) {
    const asked = segments.filter((s) => s.act === "help" || s.act === "out_of_scope" || s.act === "injection");
    // Courtesy beside a matter needs no answer of its own; neither does a nod in private.
    const alone = scene.reading.segments.length === segments.length;
    const first = asked[0] ?? (alone ? segments[0] : undefined);
    if (!first) return;
    if (first.act === "injection") await refuse(scene);
    else scene.reply({ text: LINES[first.act]!(scene) });
  },
};

const LINES: Partial<Record<Act, (scene: Scene) => string>> = {
  help: helpFor,
  greeting: (scene) => say.greeting(scene.town.botName),
  thanks: () => say.thanked,
  praise: () => say.praised,
  out_of_scope: () => say.outOfScope,
  injection: () => say.refused,
};

function helpFor({ speaker }: Scene): string {
  if (speaker.role === "admin" || speaker.role === "leader") return say.helpForOffice;
  if (speaker.role === "dept" || speaker.role === "dept_leader") return say.helpForHandler;
  return speaker.role === "cadre" ? say.helpForCadre : say.helpForCompany;
}

/** Nothing changes, and the attempt stays in the audit. */
export async function refuse(scene: Scene, detail = scene.reading.maskedText): Promise<void> {
  await scene.work.records.addAudit({
    at: scene.now,
    actor: scene.speaker.id,
    event: "越权尝试",
    detail: detail.slice(0, 200),
  });
  if (scene.heard.addressed) scene.reply({ text: say.refused });
}
