import { answerMatch, proposeMatch } from "../desk/matching.ts";
import { callName } from "../domain/recipients.ts";
import type { Segment } from "../text/hearing/reading.ts";
import * as say from "../text/saying/matching.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";
import { sessionMeant } from "./session-meant.ts";

/** Two enterprises are brought together: each is asked alone, and names pass only after two yeses. */
export const match: Handler = {
  name: "match",

  claims: (segment) => segment.act === "match_ask" || segment.act === "match_answer",

  async handle(segments, scene) {
    for (const segment of segments)
      if (segment.act === "match_ask") await propose(scene, segment);
      else await answer(scene, segment.session?.yes === true);
  },
};

async function propose(scene: Scene, segment: Segment): Promise<void> {
  const { actor } = actorIn(scene);
  if (!actor.isOffice && actor.role !== "cadre") return refuse(scene);
  const { seeker, offerer, text: need } = segment.session!;
  if (!seeker || !offerer || !need) {
    scene.reply({ text: say.matchLacks, privately: true });
    return;
  }
  const event = sessionMeant(scene, {}, "ahead");
  const made = await proposeMatch(scene, {
    seeker,
    offerer,
    need,
    by: scene.speaker.id,
    ...(event?.kind === "对接会" ? { eventId: event.id } : {}),
  });
  const names = [seeker, offerer].map((id) => callName(scene.town, id)) as [string, string];
  // Both names stand here: not for a group's eyes.
  scene.reply({ text: made ? say.matchAsked(...names, need) : say.matchNobody, privately: true });
}

async function answer(scene: Scene, yes: boolean): Promise<void> {
  const company = scene.speaker.enterprise;
  if (!company || scene.asked?.requestId === undefined) return;
  const came = await answerMatch(scene, scene.asked.requestId, company, yes);
  scene.reply({
    text: { waits: say.matchWaits, declined: say.matchDeclined, joined: say.matchJoined, over: say.matchOver }[came],
  });
}
