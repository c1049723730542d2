import { offerPolicies } from "../../catalogue/offer.ts";
import { profileOf } from "../../catalogue/profile.ts";
import type { Desk } from "../../desk/desk.ts";
import { enterpriseById } from "../../domain/recipients.ts";
import { dayOf } from "../../domain/time.ts";
import { HANDLERS } from "../../handlers/index.ts";
import type { Scene } from "../../handlers/scene.ts";
import type { StoredMedia } from "../../store/conversation.ts";
import type { Work } from "../../store/work.ts";
import { companiesIn, type HearingModels, hear, matterOf } from "../../text/hearing/index.ts";
import type { Heard, Reading, Segment } from "../../text/hearing/reading.ts";
import type { FileShelf } from "../files.ts";
import type { Memory } from "./read-turn.ts";
import type { Answer } from "./stage.ts";
import type { HeldTown } from "./town-keeper.ts";

/** A turn as it was read, and what is needed to act on it. */
export interface ReadTurn {
  turn: { id: bigint };
  messages: Awaited<ReturnType<Work["talk"]["messagesOfTurn"]>>;
  chat: Scene["chat"];
  held: HeldTown;
  heard: Heard;
  memory: Memory;
  reading: Reading;
  desk: Desk;
  answer: Answer;
  models: HearingModels;
  files: FileShelf;
}

/** Everything but the stop, which `perform` adds for each round. */
export type BareScene = Omit<Scene, "halt">;

/** Sets the stage for the handlers. */
export async function openScene(read: ReadTurn): Promise<BareScene> {
  const { turn, messages, chat, held, heard, memory, reading, desk, answer, models, files } = read;
  const { now, town, work } = desk;
  const today = dayOf(now, town.zone);
  const drafts = await work.talk.openDrafts(memory.speaker.id);
  const scene: BareScene = {
    ...desk,
    turnId: turn.id,
    chat,
    speaker: memory.speaker,
    heard,
    reading,
    ...(memory.asked ? { asked: memory.asked } : {}),
    drafts: drafts.map(({ id, kind, chatId, text, payload }) => ({ id, kind, chatId, text, payload })),
    media: messages.flatMap((m) => (m.media as unknown as StoredMedia[]).map((one) => ({ seq: m.seq, ...one }))),
    tickets: memory.tickets,
    recent: memory.context.recent,
    policies: (question) => held.askPolicy(question, today, { departments: town.departments }),
    policiesEach: (questions) => held.askEach(questions, today, { departments: town.departments }),
    catalogue: held.catalogue,
    guideElements: held.guideElements,
    eligible: (facts, company = memory.speaker.enterprise ?? "") =>
      offerPolicies(profileOf(enterpriseById(town, company), facts, today), held.catalogue, today),
    companiesIn: (text) => companiesIn(text, town),
    matter: (text) => matterOf({ ...heard, text }, memory.context, models),
    again: async (text, kept) => {
      const { quote: _old, ...rest } = heard;
      // What the bot asked about was said to it, wherever the answer stands.
      const whole: Heard = { ...rest, text, pieces: [{ text, type: "text", at: heard.at }], addressed: true };
      const { asked: _answered, ...context } = memory.context;
      await perform({ ...scene, drafts: [], media: kept, heard: whole, reading: hear(whole, context, models) });
    },
    keepFile: async (name, content) => files.keep(name, content),
    reply: (said) => answer.add(said),
    replyTogether: (key, line, render, wait) => answer.together(key, line, render, wait),
  };
  return scene;
}

/** Gives each part of the turn to the first handler that claims it, handlers in asking order. */
export async function perform(bare: BareScene): Promise<void> {
  let halted = false;
  const scene: Scene = {
    ...bare,
    halt: () => {
      halted = true;
    },
  };
  let left: Segment[] = scene.reading.segments;
  for (const handler of HANDLERS) {
    if (halted) return;
    const mine = left.filter((segment) => handler.claims(segment, scene));
    if (mine.length === 0) continue;
    left = left.filter((segment) => !mine.includes(segment));
    await handler.handle(mine, scene);
  }
}
