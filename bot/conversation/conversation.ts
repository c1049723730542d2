import type { Desk, Ring } from "../../desk/desk.ts";
import { tell } from "../../desk/tell.ts";
import { officeRecipient, personById } from "../../domain/recipients.ts";
import type { Person } from "../../domain/town.ts";
import { isAway, type StoredMedia, storable } from "../../store/conversation.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { Work } from "../../store/work.ts";
import { dangerIn } from "../../text/hearing/acts/danger.ts";
import type { HearingModels } from "../../text/hearing/index.ts";
import { hear } from "../../text/hearing/index.ts";
import { readable } from "../../text/hearing/readable.ts";
import type { Reading } from "../../text/hearing/reading.ts";
import { mediaLost } from "../../text/saying/channel.ts";
import { sayInstant } from "../../text/saying/dates.ts";
import { givenUp } from "../../text/saying/notices.ts";
import { inviteToBind, secretsWarning } from "../../text/saying/tickets.ts";
import type { Clock } from "../clock.ts";
import type { FileShelf } from "../files.ts";
import { createGate } from "../gate.ts";
import type { Received } from "./inbox.ts";
import { storeMessage } from "./inbox.ts";
import { heardFrom, remember } from "./read-turn.ts";
import { openScene, perform } from "./scene.ts";
import { Answer } from "./stage.ts";
import type { TownKeeper } from "./town-keeper.ts";
import { settlesAt } from "./window.ts";

/** A turn that could not be worked on is tried so often before it is set aside for `npm run -s inbox -- failed`. */
const TRIES = 3;
const RETRY_SECONDS = [5, 60];
/** A platform waits five seconds for its 200: reading what has come leaves connections for storing what comes. */
const JOINS_AT_ONCE = 3;
/** So long the process that received a message may load its media before another takes it up. */
const LOADING_MS = 90_000;
const SIGN_UP = new Set(["sign_up", "sign_up_change", "sign_up_cancel"]);

export interface ConversationParts {
  ledger: Ledger;
  clock: Clock;
  keeper: TownKeeper;
  models: HearingModels;
  files: FileShelf;
  /** Loads a message's media from its channel's platform. Absent: all media comes with its message. */
  fetchMedia?(channel: string, media: StoredMedia[]): Promise<StoredMedia[]>;
  /** Called after a commit, with what has to ring and when. */
  ring(rings: (Ring | { job: "turn.settle"; id: string; at: Date })[]): Promise<void>;
  onError(error: unknown, about: string): void;
}

/** From a stored message to a committed answer. Knows no channel and sends nothing. */
export class Conversation {
  private readonly underWay = new Set<Promise<void>>();
  private readonly gate = createGate(JOINS_AT_ONCE);

  constructor(private readonly parts: ConversationParts) {}

  /**
   * Stores a message, and returns: it cannot be lost any more. Then, not awaited, its media is fetched and it joins
   * its turn.
   */
  async receive(message: Received): Promise<void> {
    const seq = await storeMessage(this.parts.ledger, message, this.parts.clock.now());
    if (seq === null) return;
    const work = this.take(seq).catch((error) => {
      // The sweep finds the message in state `received` and tries again.
      this.parts.onError(error, `message ${seq}`);
    });
    this.underWay.add(work);
    void work.finally(() => this.underWay.delete(work));
  }

  /** Fetches a stored message's media, and puts it into its turn. Done twice it does no harm. */
  async take(seq: bigint): Promise<void> {
    const { ledger, fetchMedia } = this.parts;
    const message = fetchMedia && (await ledger.look().talk.messageBySeq(seq));
    const media = (message?.media ?? []) as unknown as StoredMedia[];
    if (message && fetchMedia && media.some(isAway)) {
      const fetched = await fetchMedia(message.channel, media);
      await ledger.transaction((work) => work.talk.setMedia(seq, fetched));
    }
    await this.gate(() => this.join(seq));
  }

  /** Takes up messages that were stored and never came into a turn: their process died, or it still loads their media. */
  async takeStrays(limit: number): Promise<number> {
    const { ledger, clock, onError } = this.parts;
    const loading = clock.now().getTime() - LOADING_MS;
    const strays = (await ledger.look().talk.strayMessages(limit)).filter(
      (m) => m.receivedAt.getTime() < loading || !(m.media as unknown as StoredMedia[]).some(isAway),
    );
    for (const { seq } of strays) await this.take(seq).catch((error) => onError(error, `message ${seq}`));
    return strays.length;
  }

  /** Resolves when everything that was received so far has joined its turn. */
  async idle(): Promise<void> {
    while (this.underWay.size) await Promise.all(this.underWay);
  }

  /** Puts a stored message into the turn of its sender and decides how long to wait for more. */
  async join(seq: bigint): Promise<void> {
    const { ledger, clock, keeper, models } = this.parts;
    const due = await ledger.transaction(async (work) => {
      const message = await work.talk.messageBySeq(seq);
      if (message?.state !== "received") return null;
      await work.talk.lockChat(message.chatId);
      const chat = (await work.talk.chatById(message.chatId))!;
      const { town, calendar, learnt } = await keeper.current(work);
      const now = clock.now();
      const kind = chat.kind as "group" | "private";
      const addressed = kind === "private" || message.mention;
      const turn =
        (await work.talk.openTurn(message.chatId, message.personId)) ??
        (await work.talk.createTurn({
          chatId: message.chatId,
          personId: message.personId,
          addressed,
          openedAt: now,
          settlesAt: now,
        }));
      await work.talk.putIntoTurn(seq, turn.id);
      const pieces = await work.talk.messagesOfTurn(turn.id);
      const heard = heardFrom(pieces, { kind, id: chat.id }, turn.addressed || addressed);
      const where = { town, learnt, calendar, now, chat: { kind, id: chat.id } };
      const { context } = await remember(work, where, message.personId, heard);
      // What can not be read waits like anything else; working on the turn tells why, and is counted.
      const reading = attempt(() => hear(heard, context, models));
      const at = settlesAt(
        {
          openedAt: turn.openedAt,
          lastPieceAt: now,
          addressed: heard.addressed,
          inGroup: kind === "group",
          finished: reading?.finished ?? true,
          begun: reading?.begun ?? false,
          emergency: reading?.act === "emergency",
          wordless: heard.text === "",
        },
        town.rules.patience,
      );
      await work.talk.updateTurn(turn.id, { addressed: heard.addressed, settlesAt: at });
      return { id: String(turn.id), at };
    });
    if (due) await this.parts.ring([{ job: "turn.settle", ...due }]);
  }

  /** Works on a turn whose waiting is over. Called early, late or twice it does no harm. */
  async settle(turnId: bigint): Promise<"done" | "skipped" | "failed"> {
    const { ledger, clock } = this.parts;
    const look = ledger.look();
    const turn = await look.talk.turnById(turnId);
    if (turn?.state !== "open" || turn.settlesAt > clock.now()) return "skipped";
    const rings: Ring[] = [];
    try {
      const done = await ledger.transaction(async (work) => {
        await work.talk.lockChat(turn.chatId);
        await this.settleEarlierSignUps(work, turn, rings);
        return this.work(work, turnId, rings);
      });
      await this.parts.ring(rings);
      return done ? "done" : "skipped";
    } catch (error) {
      this.parts.onError(error, `turn ${turnId}`);
      await this.setBack(turnId, error);
      return "failed";
    }
  }

  /** Seats go by who wrote first: whoever wrote before this turn in the same chat is seated before it. */
  private async settleEarlierSignUps(
    work: Work,
    turn: { id: bigint; chatId: string; openedAt: Date },
    rings: Ring[],
  ): Promise<void> {
    const earlier = (await work.talk.openTurnsBefore(turn.chatId, turn.openedAt)).filter((t) => t.id !== turn.id);
    if (earlier.length === 0 || !(await this.isSignUp(work, turn.id))) return;
    for (const other of earlier) if (await this.isSignUp(work, other.id)) await this.work(work, other.id, rings);
  }

  private async isSignUp(work: Work, turnId: bigint): Promise<boolean> {
    const read = await this.read(work, turnId);
    return read?.reading.segments.some((s) => SIGN_UP.has(s.act)) ?? false;
  }

  private async read(work: Work, turnId: bigint) {
    const { clock, keeper, models } = this.parts;
    const turn = await work.talk.turnById(turnId);
    if (turn?.state !== "open") return null;
    const messages = await work.talk.messagesOfTurn(turnId);
    const row = await work.talk.chatById(turn.chatId);
    if (!row || messages.length === 0) return null;
    const chat = { kind: row.kind as "group" | "private", id: row.id };
    const held = await keeper.current(work);
    const { town, calendar, learnt } = held;
    const now = clock.now();
    const heard = heardFrom(messages, chat, turn.addressed);
    const memory = await remember(work, { town, learnt, calendar, now, chat }, turn.personId, heard);
    return {
      turn,
      messages,
      row,
      chat,
      town,
      calendar,
      held,
      now,
      heard,
      memory,
      reading: hear(heard, memory.context, models),
    };
  }

  /** One turn inside the caller's transaction; false when there was nothing left to do. */
  private async work(work: Work, turnId: bigint, rings: Ring[]): Promise<boolean> {
    const { models } = this.parts;
    const read = await this.read(work, turnId);
    if (!read) return false;
    const { turn, row, chat, town, calendar, now, heard, memory, reading } = read;
    const desk: Desk = { now, town, calendar, work, rings };
    const rungBefore = rings.length;
    const answer = new Answer(desk, chat, memory.speaker.id, read.messages.at(-1)?.channel);
    const scene = await openScene({ ...read, desk, answer, models, files: this.parts.files });
    await work.talk.addUtterance({
      chatId: chat.id,
      personId: memory.speaker.id,
      text: reading.maskedText,
      at: heard.at,
      tickets: [...new Set(reading.segments.flatMap((s) => s.ticketNos))],
    });
    if (!row.takenBy || mayBreakIn(reading, memory.speaker)) await perform(scene);
    if (
      invitable(reading, memory.speaker, chat) &&
      !answer.silent &&
      (await work.talk.inviteOnce(memory.speaker.id, now))
    )
      scene.reply({ text: inviteToBind });
    const lost = scene.media.filter((m) => m.lost !== undefined);
    if (lost.length && !row.takenBy && heard.addressed)
      scene.reply({ text: mediaLost(lost.map(({ name, lost: why }) => ({ name, why: why! }))) });
    if (reading.secrets.length && !row.takenBy)
      scene.reply({ text: secretsWarning(reading.secrets, chat.kind === "group"), privately: true });
    await answer.send();
    const sent = rings.slice(rungBefore).filter(({ job }) => job === "outbox.send");
    await work.talk.updateTurn(turn.id, {
      state: "done",
      doneAt: now,
      reading: {
        act: reading.act,
        acts: reading.segments.map((s) => s.act),
        text: reading.maskedText,
        sent: [...new Set(sent.map(({ id }) => id))],
      },
    });
    return true;
  }

  private async setBack(turnId: bigint, error: unknown): Promise<void> {
    const { ledger, clock, ring, onError } = this.parts;
    const set = await ledger.transaction(async (work) => {
      const turn = await work.talk.turnById(turnId);
      if (turn?.state !== "open") return null;
      const attempts = turn.attempts + 1;
      const at = new Date(clock.now().getTime() + (RETRY_SECONDS[attempts - 1] ?? 60) * 1000);
      await work.talk.updateTurn(turnId, {
        attempts,
        error: storable(error instanceof Error ? (error.stack ?? error.message) : String(error)),
        ...(attempts >= TRIES ? { state: "failed" } : { settlesAt: at }),
      });
      return { turn, at: attempts >= TRIES ? null : at };
    });
    if (set?.at) return ring([{ job: "turn.settle", id: String(turnId), at: set.at }]);
    if (set)
      await ledger
        .transaction((work) => this.handOver(work, set.turn))
        .then(ring)
        .catch((failed) => onError(failed, `turn ${turnId} is given up, and nobody was told`));
  }

  /** The office takes on what the bot gives up. Not in the person's words: they may be for other eyes only. */
  private async handOver(work: Work, turn: { id: bigint; personId: string; openedAt: Date }): Promise<Ring[]> {
    const { town, calendar } = await this.parts.keeper.current(work);
    const desk: Desk = { now: this.parts.clock.now(), town, calendar, work, rings: [] };
    const text = (await work.talk.messagesOfTurn(turn.id)).map((m) => m.text).join("\n");
    await tell(desk, {
      to: officeRecipient(town),
      kind: "notice",
      text: givenUp(
        personById(town, turn.personId)?.name ?? turn.personId,
        sayInstant(turn.openedAt, town.zone),
        String(turn.id),
      ),
      emergency: Boolean(dangerIn(readable(text))),
      dedupeKey: `given-up/${turn.id}`,
    });
    return desk.rings;
  }
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

/** Of whom nothing is known, one to one; not beside what is urgent, confidential or about binding itself. */
const invitable = (reading: Reading, speaker: Person, chat: { kind: "group" | "private" }): boolean =>
  chat.kind === "private" &&
  speaker.role === "other" &&
  !speaker.enterprise &&
  !reading.segments.some((s) => ["bind", "unbind", "emergency", "injection"].includes(s.act) || s.issue?.confidential);

/** While a person has taken the chat over the bot only records; emergencies, and the one who took it, are heard. */
const mayBreakIn = (reading: Reading, speaker: Person): boolean =>
  reading.act === "emergency" ||
  (!["enterprise", "other"].includes(speaker.role) && reading.segments.some((s) => s.act === "give_back"));
