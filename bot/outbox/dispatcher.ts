import type { Ring } from "../../desk/desk.ts";
import { nextSendable } from "../../domain/quiet.ts";
import { officeRecipient, personById } from "../../domain/recipients.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { OutboxRow } from "../../store/sending.ts";
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
  ring(rings: Ring[]): Promise<void>;
  onError(error: unknown, about: string): void;
}

/** A claimed message whose sender is not heard of again is free for others after so long. */
const LEASE_SECONDS = 120;
const TRIES = 6;
const BACKOFF_SECONDS = [5, 30, 120, 600, 1800];

export type SendOutcome = "sent" | "skipped" | "later" | "failed";

/** Sends what lies in the outbox: claims a row, asks once more whether it may go, posts it, writes the ledger. */
export class Dispatcher {
  constructor(private readonly parts: DispatcherParts) {}

  async send(id: bigint): Promise<SendOutcome> {
    const { ledger, clock, postman } = this.parts;
    const now = clock.now();
    const claimed = await ledger.transaction(async (work) => {
      const row = await work.sending.claimOutbox(id, now, new Date(now.getTime() + LEASE_SECONDS * 1000));
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
    return result.ok ? this.sent(claimed, result) : this.notSent(claimed, result);
  }

  /** What was true when the message was written may not be true now. Gives the row as it shall be treated. */
  private async lastLook(work: Work, row: OutboxRow, now: Date) {
    if (row.kind === "reply" || row.priority === 0) return row;
    const { town, calendar } = await this.parts.keeper.current(work);
    const person = row.toKind === "person" ? personById(town, row.toId) : undefined;
    if (person?.muted && row.kind === "push") {
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
