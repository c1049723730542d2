import { termEnd } from "../domain/deadline.ts";
import { departmentById } from "../domain/recipients.ts";
import { isSooner } from "../domain/services.ts";
import { dayOf } from "../domain/time.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { Segment } from "../text/hearing/reading.ts";
import { asksService, bundleIn, promisesIn } from "../text/hearing/services.ts";
import * as say from "../text/saying/services.ts";
import { keepAnswer } from "./keep-answer.ts";
import type { Handler, Scene } from "./scene.ts";

/** "开饭店要办哪些手续", "用气报装多久": the bundle as one list, the promise with its source. */
export const service: Handler = {
  name: "service",

  claims: (segment) => segment.act === "ask_service",

  async handle(segments, scene) {
    for (const segment of segments) {
      const answer = answerTo(segment, scene);
      await keepAnswer(scene, segment.text, { answer: "found", citations: answer.citations });
      scene.reply(answer);
    }
  },
};

function answerTo({ text }: Segment, { town }: Scene): { text: string; citations: string[] } {
  const nameOf = (department: string) => departmentById(town, department)?.name ?? department;
  if (asksService(text, town) === "promise") {
    const promises = promisesIn(text, town.promises ?? []);
    return {
      text: `${say.sayPromises(promises, nameOf)}\n${say.offerClock}`,
      citations: promises.map(({ id }) => id),
    };
  }
  const bundle = bundleIn(text, town.bundles ?? [])!;
  return { text: say.sayBundle(bundle, nameOf), citations: [bundle.id] };
}

/**
 * The promise of the very service that a ticket is about, where it would be over before the ticket: by its words, and by
 * its category where the promise names some. The ticket's own dates are the rules' alone.
 */
export function servicePromise(scene: Scene, ticket: TicketRow): { servicePromise?: string } {
  const { town, calendar, now } = scene;
  const today = dayOf(now, town.zone);
  const found = promisesIn(`${ticket.title} ${ticket.text}`, town.promises ?? []).filter(
    ({ categories, days, unit }) =>
      (categories.length === 0 || categories.some((one) => `${ticket.category}/`.startsWith(`${one}/`))) &&
      isSooner(termEnd(today, { days, unit, roll: "none" }, calendar).day, ticket.resolveBy),
  );
  return found.length ? { servicePromise: say.sayPromiseBeside(found) } : {};
}
