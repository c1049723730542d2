import type { OutboxRow } from "./sending.ts";
import type { Tx } from "./tx.ts";

export type MessageRow = NonNullable<Awaited<ReturnType<Tx["message"]["findUnique"]>>>;

/** A moment in a chat's history. At one instant what people wrote comes before what the bot said. */
export interface HistoryPlace {
  at: Date;
  side: "person" | "bot";
  id: bigint;
}

/** What people wrote in a chat before a place in its history, newest first. */
export const saidBefore = (tx: Tx, chatId: string, before: HistoryPlace | null, limit: number): Promise<MessageRow[]> =>
  tx.message.findMany({
    where: {
      chatId,
      ...(before
        ? {
            OR: [
              { receivedAt: { lt: before.at } },
              { receivedAt: before.at, ...(before.side === "person" ? { seq: { lt: before.id } } : {}) },
            ],
          }
        : {}),
    },
    orderBy: [{ receivedAt: "desc" }, { seq: "desc" }],
    take: limit,
  });

/** What the bot has sent to any of these receivers before a place in the history, newest first. */
export const toldBefore = (
  tx: Tx,
  to: { kind: "group" | "person" | "department"; id: string }[],
  before: HistoryPlace | null,
  limit: number,
): Promise<OutboxRow[]> =>
  tx.outbox.findMany({
    where: {
      state: "sent",
      AND: [
        { OR: to.map(({ kind, id }) => ({ toKind: kind, toId: id })) },
        before
          ? {
              OR: [
                { sentAt: { lt: before.at } },
                ...(before.side === "bot" ? [{ sentAt: before.at, id: { lt: before.id } }] : []),
              ],
            }
          : {},
      ],
    },
    orderBy: [{ sentAt: "desc" }, { id: "desc" }],
    take: limit,
  });

/** Messages by the ids under which their channel knows them; those that are not there are left out. */
export const messagesByPlatformId = (tx: Tx, channel: string, platformIds: string[]): Promise<MessageRow[]> =>
  tx.message.findMany({ where: { channel, platformId: { in: platformIds } } });

export const outboxById = (tx: Tx, id: bigint): Promise<OutboxRow | null> => tx.outbox.findUnique({ where: { id } });
