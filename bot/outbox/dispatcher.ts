import type { Ring } from "../../desk/desk.ts";
import { nextSendable } from "../../domain/quiet.ts";
import { officeRecipient, personById } from "../../domain/recipients.ts";
import type { Ledger } from "../../store/ledger.ts";
import { HELD, type OutboxRow } from "../../store/sending.ts";
import type { Work } from "../../store/work.ts";
import { undelivered } from "../../text/saying/tickets.ts";
import type { SendResult } from "../channels/channel.ts";
import type { Clock } from "../clock.ts";
import type { TownKeeper } from "../conversation/town-keeper.ts";

/** Hands one message to its channel. Everything above it is the same in service and in replay. */
export interface Postman {
  post(row: OutboxRow): Promise<SendResult>;
}

export interface DispatcherParts {
  ledger: Ledger;
  clock: Clock;
  keeper: TownKeeper;
  postman: Postman;
  /** Channels whose one connection this process has now. */
  held?(): string[];
  ring(rings: Ring[]): Promise<void>;
  onError(error: unknown, about: string): void;
}

/** A claimed message whose sender is not heard of again is free for others after so long. */
const LEASE_SECONDS = 120;
const TRIES = 6;
const BACKOFF_SECONDS = [5, 30, 120, 600, 1800];

/** More urgent messages that a reminder or bulletin lets go first, at most. */
const LET_GO_FIRST = 20;
/** So long a message waits for a connection that nobody has. */
const STRANDED_MS = 3_600_000;

/** What is held for somebody who answers instead of the bot is looked at again after so long. */
const HELD_MS = 30 * 60_000;

export type SendOutcome = "sent" | "skipped" | "later" | "failed";

/** Sends what lies in the outbox: claims a row, asks once more whether it may go, posts it, writes the ledger. */
export class Dispatcher {
  constructor(private readonly parts: DispatcherParts) {}

  /** Sends a message, before it what is more urgent: behind a hundred bulletins an emergency does not queue. */
  async send(id: bigint): Promise<SendOutcome> {
    const { ledger, clock } = this.parts;
    const urgent = await ledger.look().sending.moreUrgentOutbox(id, clock.now(), LET_GO_FIRST, this.held());
    for (const other of urgent)
      await this.sendOne(other).catch((error) => this.parts.onError(error, `outbox ${other}`));
    return this.sendOne(id);
  }

  /** Sends what was left to the holder of a connection that this process has; gives how much that was. */
  async sendHeld(limit: number): Promise<number> {
    const held = this.held();
    if (held.length === 0) return 0;
    const rows = await this.parts.ledger.look().sending.dueByConnection(this.parts.clock.now(), limit, held);
    for (const { id } of rows) await this.sendOne(id);
    return rows.length;
  }

  /** Gives up what has waited too long for a connection that nobody has: the office hears of it. */
  async giveUpStranded(limit: number): Promise<void> {
    const { ledger, clock } = this.parts;
    const since = new Date(clock.now().getTime() - STRANDED_MS);
    for (const row of await ledger.look().sending.strandedOutbox(since, limit))
      await this.notSent(row, {
        ok: false,
        permanent: true,
        code: "offline",
        reason: `no process has had the connection of ${row.via} for an hour`,
      });
  }

  private held = (): string[] => this.parts.held?.() ?? [];

  private async sendOne(id: bigint): Promise<SendOutcome> {
    const { ledger, clock, postman } = this.parts;
    const now = clock.now();
    const claimed = await ledger.transaction(async (work) => {
      const row = await work.sending.claimOutbox(id, now, new Date(now.getTime() + LEASE_SECONDS * 1000), this.held());
      return row ? this.lastLook(work, row, now) : null;
    });
    if (!claimed) return "skipped";
    if (claimed.state === "waiting") {
      await this.parts.ring([{ job: "outbox.send", id: String(id), at: claimed.notBefore }]);
      return "later";
    }
    const result = await postman.post(claimed).catch((error): SendResult => {
      this.parts.onError(error, `outbox ${id}`);
      return { ok: false, code: "error", reason: error instanceof Error ? error.message : String(error) };
    });
    if (result.ok) return this.sent(claimed, result);
    return result.via ? this.leave(claimed, result.via, result.reason) : this.notSent(claimed, result);
  }

  /** Leaves the message to the process that has the connection it needs; that one looks for it. */
  private async leave(row: OutboxRow, via: string, reason: string): Promise<SendOutcome> {
    await this.parts.ledger.transaction((work) =>
      work.sending.updateOutbox(row.id, {
        state: "waiting",
        via,
        leasedTill: null,
        attempts: row.attempts - 1,
        error: `offline: ${reason}`,
      }),
    );
    return "later";
  }

  /** What was true when the message was written may not be true now. Gives the row as it shall be treated. */
  private async lastLook(work: Work, row: OutboxRow, now: Date) {
    if (row.priority === 0) return row;
    // A person answers there: what the bot has to tell waits until they give the chat back.
    if (row.kind !== "reply" && row.toKind !== "department" && (await work.talk.isTaken(row.toId)))
      return work.sending.updateOutbox(row.id, {
        state: "waiting",
        leasedTill: null,
        notBefore: new Date(now.getTime() + HELD_MS),
        attempts: row.attempts - 1,
        error: HELD,
      });
    if (row.kind === "reply") return row;
    const { town, calendar } = await this.parts.keeper.current(work);
    const person = row.toKind === "person" ? personById(town, row.toId) : undefined;
    if ((person?.muted || person?.noPushes) && row.kind === "push") {
      await work.sending.updateOutbox(row.id, { state: "void", leasedTill: null, error: "receiver wants no messages" });
      return null;
    }
    const may = nextSendable(now, town.rules, calendar, town.zone);
    if (may <= now) return row;
    return work.sending.updateOutbox(row.id, {
      state: "waiting",
      leasedTill: null,
      notBefore: may,
      attempts: row.attempts - 1,
    });
  }

  private async sent(row: OutboxRow, result: SendResult & { ok: true }): Promise<SendOutcome> {
    const at = this.parts.clock.now();
    await this.parts.ledger.transaction(async (work) => {
      await work.sending.updateOutbox(row.id, {
        state: "sent",
        sentAt: at,
        leasedTill: null,
        platformId: result.platformId ?? null,
      });
      for (const userId of result.invalid ?? []) await work.talk.markUnreachable(userId, "refused by the platform");
      if (row.toKind === "person" && !result.invalid?.length) await work.talk.markReachable(row.toId);
      await work.talk.addUtterance({
        chatId: row.toId,
        personId: "",
        text: row.text,
        at,
        tickets: row.tickets,
        citations: row.citations,
        ...(row.asked ? { asked: row.asked } : {}),
      });
    });
    return "sent";
  }

  private async notSent(row: OutboxRow, result: SendResult & { ok: false }): Promise<SendOutcome> {
    const given = result.permanent || (!result.uncounted && row.attempts >= TRIES);
    const wait = BACKOFF_SECONDS[row.attempts - 1] ?? BACKOFF_SECONDS.at(-1)!;
    const at = result.retryAt ?? new Date(this.parts.clock.now().getTime() + wait * 1000);
    const forwarded = await this.parts.ledger.transaction(async (work) => {
      await work.sending.updateOutbox(row.id, {
        state: given ? "failed" : "waiting",
        leasedTill: null,
        error: `${result.code}: ${result.reason}`,
        ...(given ? {} : { notBefore: at, attempts: row.attempts - (result.uncounted ? 1 : 0) }),
      });
      for (const userId of result.invalid ?? []) await work.talk.markUnreachable(userId, "refused by the platform");
      return given ? this.tellOffice(work, row) : null;
    });
    if (forwarded) await this.parts.ring([{ job: "outbox.send", id: String(forwarded.id), at: forwarded.notBefore }]);
    if (given) {
      this.parts.onError(new Error(`${result.code}: ${result.reason}`), `outbox ${row.id} is given up`);
      return "failed";
    }
    await this.parts.ring([{ job: "outbox.send", id: String(row.id), at }]);
    return "later";
  }

  /** What cannot reach its receiver reaches the office: nothing that was promised is forgotten. */
  private async tellOffice(work: Work, row: OutboxRow): Promise<OutboxRow | null> {
    if (row.kind === "push") return null;
    const { town } = await this.parts.keeper.current(work);
    const office = officeRecipient(town);
    if (office.kind === "department" || row.toId === office.id) return null;
    const name = personById(town, row.toId)?.name ?? row.toId;
    const now = this.parts.clock.now();
    return work.sending.addOutbox({
      toKind: "person",
      toId: office.id,
      kind: "notice",
      text: undelivered(name, row.text),
      tickets: row.tickets,
      priority: row.priority === 0 ? 0 : 2,
      createdAt: now,
      notBefore: now,
      dedupeKey: `undelivered/${row.id}`,
    });
  }
}
