import type { Desk, Ring } from "../desk/desk.ts";
import { planPapers } from "../desk/papers.ts";
import { makeSessions } from "../desk/series.ts";
import type { Town } from "../domain/town.ts";
import type { StoredMedia } from "../store/conversation.ts";
import type { Ledger } from "../store/ledger.ts";
import type { Work } from "../store/work.ts";
import type { HearingModels } from "../text/hearing/index.ts";
import type { Clock } from "./clock.ts";
import { Conversation } from "./conversation/conversation.ts";
import type { HeldTown, TownKeeper } from "./conversation/town-keeper.ts";
import type { FileShelf } from "./files.ts";
import type { Postman } from "./outbox/dispatcher.ts";
import { Dispatcher } from "./outbox/dispatcher.ts";
import { ringReminders } from "./ringing.ts";
import { importTown as writeTown } from "./town/import.ts";

/** What has to ring, and when. `id` is the row's. */
export type AppRing = Ring | { job: "turn.settle"; id: string; at: Date };

export interface AppParts {
  ledger: Ledger;
  clock: Clock;
  keeper: TownKeeper;
  models: HearingModels;
  files: FileShelf;
  postman: Postman;
  /** Channels whose one connection this process has now. */
  held?(): string[];
  /** Loads a message's media from its channel's platform. Absent: all media comes with its message. */
  fetchMedia?(channel: string, media: StoredMedia[]): Promise<StoredMedia[]>;
  ring(rings: AppRing[]): Promise<void>;
  onError(error: unknown, about: string): void;
}

/** How many rows of each kind one sweep looks at. */
const SWEEP = 500;

/** The bot without channels, queue and server: what they all call. */
export function createApp(parts: AppParts) {
  const { ledger, clock, keeper, ring, onError } = parts;
  const conversation = new Conversation(parts);
  const dispatcher = new Dispatcher(parts);

  const keepFile: Desk["keepFile"] = async (name, content) => parts.files.keep(name, content);

  /** Does something at a desk: one transaction, and the bells it asks for after the commit. */
  async function atDesk<T>(act: (desk: Desk, held: HeldTown) => Promise<T>): Promise<T> {
    const rings: Ring[] = [];
    const result = await ledger.transaction(async (work: Work) => {
      const held = await keeper.current(work);
      const { town, calendar } = held;
      return act({ now: clock.now(), town, calendar, work, rings, keepFile }, held);
    });
    await ring(rings);
    return result;
  }

  /** Writes a town over what is there, and rings for its events. */
  const importTown = async (town: Town): Promise<void> =>
    ring(await writeTown(ledger, keeper.published, town, clock.now()));

  const handlers = {
    "turn.settle": (id: string) => conversation.settle(BigInt(id)),
    "reminder.ring": (_id: string) => ringReminders({ ledger, clock, atDesk, ring, onError }),
    "outbox.send": (id: string) => dispatcher.send(BigInt(id)),
  };

  const ringAll = (): Promise<number> =>
    handlers["reminder.ring"]("due").catch((error) => {
      onError(error, "reminders");
      return 0;
    });

  /** Works on whatever is due and was not rung: after a crash, a flushed queue, a lost bell. */
  async function sweep(): Promise<{ messages: number; turns: number; reminders: number; outbox: number }> {
    const look = ledger.look();
    const now = clock.now();
    const due = await look.sending.whatIsDue(now);
    const messages = due.messages ? await conversation.takeStrays(SWEEP) : 0;
    const turns = due.turns || messages > 0 ? await look.talk.dueTurns(now, SWEEP) : [];
    for (const { id } of turns) await conversation.settle(id);
    const reminders = due.reminders ? await ringAll() : 0;
    const outbox = due.outbox || reminders > 0 ? await look.sending.dueOutbox(now, SWEEP, parts.held?.()) : [];
    for (const { id } of outbox) await dispatcher.send(id).catch((error) => onError(error, `outbox ${id}`));
    if (due.outbox) await dispatcher.giveUpStranded(SWEEP);
    return { messages, turns: turns.length, reminders, outbox: outbox.length };
  }

  /** Makes the sessions of series that have come near; before a town is there, none. */
  const makeSessionsAhead = async (): Promise<number> =>
    (await ledger.look().town.townVersion()) === 0 ? 0 : atDesk(makeSessions);

  /** Writes the bells of the papers that come next; before a town is there, none. */
  const planPapersAhead = async (): Promise<void> => {
    if ((await ledger.look().town.townVersion()) > 0) await atDesk(planPapers);
  };

  return { conversation, dispatcher, handlers, atDesk, importTown, makeSessionsAhead, planPapersAhead, sweep };
}

export type App = ReturnType<typeof createApp>;
