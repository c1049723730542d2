import type { Town } from "../../domain/town.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { OutboxRow } from "../../store/sending.ts";
import type { HearingModels } from "../../text/hearing/index.ts";
import type { App, AppRing } from "../app.ts";
import { createApp } from "../app.ts";
import { TownKeeper } from "../conversation/town-keeper.ts";
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
  models: HearingModels;
  files: FileShelf;
  facts: ConstructorParameters<typeof TownKeeper>[0];
  /** Empties the database between scenarios. */
  reset(): Promise<void>;
  onError(error: unknown, about: string): void;
}

/**
 * One scenario from its first message to its end, on the product itself. Replaced are the channel (a recorder), the
 * clock (moved by the scenario) and the queue's timer (due jobs run when the clock passes them, in order of time).
 */
export async function replay(scenario: Scenario, parts: ReplayParts): Promise<Record<string, unknown>> {
  await parts.reset();
  let now = scenario.now;
  const bell = new ReplayBell();
  const sent: SentMessage[] = [];
  const app: App = createApp({
    ledger: parts.ledger,
    clock: { now: () => now },
    keeper: new TownKeeper(parts.facts),
    models: parts.models,
    files: parts.files,
    postman: {
      post: async (row: OutboxRow) => {
        sent.push({ at: now, row });
        return { ok: true, platformId: `sent-${sent.length}` };
      },
    },
    ring: async (rings: AppRing[]) => bell.ring(rings),
    onError: parts.onError,
  });

  const advance = async (to: Date) => {
    for (let ring = bell.next(to); ring; ring = bell.next(to)) {
      if (ring.at > now) now = ring.at;
      await app.handlers[ring.job as keyof App["handlers"]](ring.id);
    }
    if (to > now) now = to;
  };

  await setUp(app, parts.town, scenario);
  const view = () =>
    snapshot({
      work: parts.ledger.look(),
      zone: parts.town.zone,
      sent,
      stepOfTurn: async (turnId) => {
        const last = (await parts.ledger.look().talk.messagesOfTurn(turnId)).at(-1);
        return last ? Number(last.platformId.split("/")[1]) : null;
      },
    });
  const checkpoints: unknown[] = [];
  let last = scenario.now;
  for (const [i, step] of scenario.steps.entries()) {
    if ("advance_to" in step) {
      await advance(step.advance_to);
      last = step.advance_to > last ? step.advance_to : last;
    } else if ("expect" in step) {
      const final = i === scenario.steps.length - 1;
      if (!final) checkpoints.push(await view());
    } else {
      const at = step.at ?? (i === 0 ? scenario.now : new Date(last.getTime() + STEP_SECONDS * SECOND));
      await advance(at);
      last = at;
      await hand(app, scenario, parts.town, step, i, now);
      await advance(at);
    }
  }
  await advance(scenario.until ?? new Date(last.getTime() + SETTLED_AFTER));
  const end = await view();
  if (scenario.steps.at(-1) && "expect" in scenario.steps.at(-1)!) checkpoints.push(end);
  return { id: scenario.id, ...end, checkpoints };
}

/** Gives one message to the inbox, as a channel would; what the channel would not deliver is dropped. */
async function hand(
  app: App,
  scenario: Scenario,
  town: Town,
  step: MessageStep,
  index: number,
  now: Date,
): Promise<void> {
  const chat = step.chat ?? scenario.chat;
  const hearsAll =
    (chat.id === scenario.chat.id ? scenario.hears_all : undefined) ??
    town.groups.find((g) => g.id === chat.id)?.hearsAll ??
    false;
  if (chat.kind === "group" && !hearsAll && !step.mention) return;
  const text = step.text ?? "";
  const wordless = step.type !== "text" && step.type !== "voice";
  await app.conversation.receive({
    channel: CHANNEL,
    platformId: `step/${index}`,
    chat,
    from: step.from,
    type: step.type,
    text,
    mention: step.mention,
    ...(step.quote ? { quote: { ...step.quote, fromBot: step.quote.from === town.botName } } : {}),
    media:
      wordless && (step.type === "image" || step.type === "file")
        ? [
            {
              name: `${step.type}-${index}`,
              mime: step.type === "image" ? "image/jpeg" : "application/octet-stream",
              bytes: 0,
            },
          ]
        : [],
    sentAt: now,
  });
  await app.conversation.idle();
}
