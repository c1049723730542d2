import type { Town } from "../../domain/town.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { OutboxRow } from "../../store/sending.ts";
import type { Work } from "../../store/work.ts";
import type { App, AppRing } from "../app.ts";
import { createApp } from "../app.ts";
import { TownKeeper } from "../conversation/town-keeper.ts";
import type { Facts } from "../facts.ts";
import type { FileShelf } from "../files.ts";
import { ReplayBell } from "./bell.ts";
import type { MessageStep, Scenario } from "./scenario.ts";
import { setUp } from "./setup.ts";
import type { SentMessage } from "./snapshot.ts";
import { snapshot } from "./snapshot.ts";

const CHANNEL = "replay";
const SECOND = 1000;
const STEP_SECONDS = 5;
/** What waits for more messages is settled within ten minutes. */
const SETTLED_AFTER = 600 * SECOND;

export interface ReplayParts {
  ledger: Ledger;
  town: Town;
  facts: Facts;
  files: FileShelf;
  onError(error: unknown, about: string): void;
}

/**
 * The product on a stage: replaced are the channel (a recorder), the clock (moved by the caller) and the queue's timer
 * (due jobs run when the clock passes them, in order of time). The database is expected to be empty.
 */
export class Stage {
  readonly app: App;
  readonly sent: SentMessage[] = [];
  private readonly bell = new ReplayBell();
  private handed = 0;

  constructor(
    private readonly parts: ReplayParts,
    public now: Date,
  ) {
    this.app = createApp({
      ledger: parts.ledger,
      clock: { now: () => this.now },
      keeper: new TownKeeper(parts.facts),
      models: parts.facts.models,
      files: parts.files,
      postman: {
        post: async (row: OutboxRow) => {
          this.sent.push({ at: this.now, row });
          return { ok: true, platformId: `sent-${this.sent.length}` };
        },
      },
      ring: async (rings: AppRing[]) => this.bell.ring(rings),
      onError: parts.onError,
    });
  }

  /** Lets time pass: everything due up to then happens, in order. */
  async advance(to: Date): Promise<void> {
    for (let ring = this.bell.next(to); ring; ring = this.bell.next(to)) {
      if (ring.at > this.now) this.now = ring.at;
      await this.app.handlers[ring.job as keyof App["handlers"]](ring.id);
    }
    if (to > this.now) this.now = to;
  }

  /** Gives one message to the inbox now, as a channel would. `index` is its place, told again in the answers to it. */
  async hand(chat: { kind: "group" | "private"; id: string }, step: MessageStep, index = this.handed++): Promise<void> {
    const keeps = step.type === "image" || step.type === "file";
    await this.app.conversation.receive({
      channel: CHANNEL,
      platformId: `step/${index}`,
      chat,
      from: step.from,
      type: step.type,
      text: step.text ?? "",
      mention: step.mention,
      ...(step.quote ? { quote: { ...step.quote, fromBot: step.quote.from === this.parts.town.botName } } : {}),
      media: keeps
        ? [
            {
              name: `${step.type}-${index}`,
              mime: step.type === "image" ? "image/jpeg" : "application/octet-stream",
              bytes: 0,
            },
          ]
        : [],
      sentAt: this.now,
    });
    await this.app.conversation.idle();
  }

  /** Reads what is on the books now. */
  look(): Work {
    return this.parts.ledger.look();
  }

  /** The state now, in the shape of the replay contract. */
  async view() {
    const look = this.parts.ledger.look();
    return snapshot({
      work: look,
      zone: this.parts.town.zone,
      sent: this.sent,
      stepOfTurn: async (turnId) => {
        const last = (await look.talk.messagesOfTurn(turnId)).at(-1);
        return last ? Number(last.platformId.split("/")[1]) : null;
      },
    });
  }
}

/** One scenario from its first message to its end. */
export async function replay(scenario: Scenario, parts: ReplayParts): Promise<Record<string, unknown>> {
  const stage = new Stage(parts, scenario.now);
  await setUp(stage.app, parts.town, scenario);
  const checkpoints: unknown[] = [];
  let last = scenario.now;
  for (const [i, step] of scenario.steps.entries()) {
    const final = i === scenario.steps.length - 1;
    if ("advance_to" in step) {
      await stage.advance(step.advance_to);
      last = step.advance_to > last ? step.advance_to : last;
    } else if ("expect" in step) {
      if (!final) checkpoints.push(await stage.view());
    } else {
      last = step.at ?? (i === 0 ? scenario.now : new Date(last.getTime() + STEP_SECONDS * SECOND));
      await stage.advance(last);
      const chat = step.chat ?? scenario.chat;
      if (isDelivered(chat, step, scenario, parts.town)) await stage.hand(chat, step, i);
      await stage.advance(last);
    }
  }
  await stage.advance(scenario.until ?? new Date(last.getTime() + SETTLED_AFTER));
  const end = await stage.view();
  const lastStep = scenario.steps.at(-1);
  if (lastStep && "expect" in lastStep) checkpoints.push(end);
  return { id: scenario.id, ...end, checkpoints };
}

/** Whether the channel would hand this message over: not what passes in a group that it only half hears. */
function isDelivered(chat: Scenario["chat"], step: MessageStep, scenario: Scenario, town: Town): boolean {
  if (chat.kind === "private" || step.mention) return true;
  const own = chat.id === scenario.chat.id ? scenario.hears_all : undefined;
  return own ?? town.groups.find((g) => g.id === chat.id)?.hearsAll ?? false;
}
