import type { PolicyAnswer } from "../catalogue/answer.ts";
import { tell } from "../desk/tell.ts";
import { isInReach, mayKeepCatalogue } from "../domain/authority.ts";
import { enterpriseById, officeOf, officeRecipient, personById } from "../domain/recipients.ts";
import { dayOf } from "../domain/time.ts";
import { keeperAnswer } from "../text/hearing/keeper.ts";
import type { Segment } from "../text/hearing/reading.ts";
import * as say from "../text/saying/keeper.ts";
import { sayTitle } from "../text/saying/policy.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** The catalogue's keeper: what nobody could answer, and the answer written once for all who ask. */
export const keeper: Handler = {
  name: "keeper",

  claims: (segment) => segment.act === "list_unanswered" || segment.act === "answer_unanswered",

  async handle(segments, scene) {
    if (!mayKeepCatalogue(actorIn(scene).actor)) return refuse(scene);
    for (const segment of segments)
      if (segment.act === "list_unanswered") {
        const open = await openFor(scene);
        scene.reply({ text: say.sayOpenQuestions(firstOfEach(open)), privately: true });
      } else await answer(scene, segment);
  },
};

interface Open {
  id: bigint;
  question: string;
  personId: string;
}

/** What nobody could answer, without what companies of another district have asked. */
async function openFor(scene: Scene): Promise<Open[]> {
  const { actor } = actorIn(scene);
  const { town } = scene;
  const open: Open[] = await scene.work.records.unansweredQuestions();
  return open.filter(({ personId }) =>
    isInReach(actor, enterpriseById(town, personById(town, personId)?.enterprise ?? ""), town.departments),
  );
}

const plain = (question: string): string => question.replace(/[\s，,。？?！!、；;：:]/g, "");

/** One line a question, however many have asked it. */
function firstOfEach(open: readonly Open[]): say.OpenQuestion[] {
  const seen = new Map<string, Open>();
  for (const one of open) if (!seen.has(plain(one.question))) seen.set(plain(one.question), one);
  return [...seen.values()].map(({ id, question }) => ({ no: String(id), question }));
}

async function answer(scene: Scene, segment: Segment): Promise<void> {
  const given = keeperAnswer(segment.text);
  if (!given) return;
  const open = await openFor(scene);
  const asked = open.find((one) => one.id === given.no);
  if (!asked) return scene.reply({ text: say.sayNoSuchQuestion(String(given.no)) });
  const same = open.filter((one) => plain(one.question) === plain(asked.question));
  const department = scene.town.departments.find((one) => one.id === scene.speaker.department) ?? officeOf(scene.town);
  const source = say.sayAnswerSource(department.name, dayOf(scene.now, scene.town.zone));
  const id = `FAQ${given.no}`;
  await scene.work.policies.savePolicy(
    {
      id,
      title: say.sayFaqTitle(asked.question),
      no: source,
      layer: "指南",
      clauses: { [say.FAQ_LABEL]: given.words },
      elements: {},
    },
    scene.town.policies.length,
    scene.now,
  );
  await scene.work.records.resolveQuestions(
    same.map((one) => one.id),
    scene.now,
  );
  const askers = [...new Set(same.map((one) => one.personId))];
  for (const person of askers)
    await tell(scene, {
      to: { kind: "person", id: person },
      kind: "notice",
      // They asked for it.
      evenMuted: true,
      text: say.sayAnswered(asked.question, given.words, source),
      citations: [`${id}#${say.FAQ_LABEL}`],
      dedupeKey: `faq/${given.no}/${person}`,
    });
  scene.reply({ text: say.sayKept(String(given.no), askers.length) });
}

/** Tells the office of what its catalogue lacks, at most once a day, and of clauses that disagree, once for each pair. */
export async function tellKeeper(scene: Scene, id: bigint, question: string, answer: PolicyAnswer): Promise<void> {
  const office = { to: officeRecipient(scene.town), kind: "notice" } as const;
  // What the office itself asks need not be told it as somebody's question.
  if (answer.answer === "not_found" && scene.speaker.role !== "admin") {
    const proposed = scene.town.departments.find((one) => one.id === answer.department)?.name;
    await tell(scene, {
      ...office,
      text: say.sayUnanswered({ no: String(id), question }, proposed),
      dedupeKey: `unanswered/${dayOf(scene.now, scene.town.zone)}`,
    });
  }
  if (!answer.conflict) return;
  const [first, second] = answer.conflict.map((ref) => {
    const [policy = "", label = ""] = ref.split("#");
    const { title = policy, no } = scene.town.policies.find((one) => one.id === policy) ?? {};
    return `${sayTitle(title, no)}${label}`;
  });
  await tell(scene, {
    ...office,
    text: say.sayConflict(first!, second!),
    citations: answer.conflict,
    dedupeKey: `conflict/${[...answer.conflict].sort().join("/")}`,
  });
}
