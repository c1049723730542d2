import * as campaigns from "./campaigns.ts";
import * as conversation from "./conversation.ts";
import * as events from "./events.ts";
import * as history from "./history.ts";
import * as leaves from "./leaves.ts";
import * as lists from "./lists.ts";
import * as policies from "./policies.ts";
import * as pushes from "./pushes.ts";
import * as records from "./records.ts";
import * as redemptions from "./redemptions.ts";
import * as sending from "./sending.ts";
import * as services from "./services.ts";
import * as sessions from "./sessions.ts";
import * as tickets from "./tickets.ts";
import * as town from "./town.ts";
import type { Tx } from "./tx.ts";

type Bound<M> = {
  [K in keyof M as M[K] extends (tx: Tx, ...args: never[]) => unknown ? K : never]: M[K] extends (
    tx: Tx,
    ...args: infer A
  ) => infer R
    ? (...args: A) => R
    : never;
};

function bound<M extends Record<string, unknown>>(module: M, tx: Tx): Bound<M> {
  return Object.fromEntries(
    Object.entries(module).map(([name, value]) => [
      name,
      typeof value === "function" ? (...args: unknown[]) => value(tx, ...args) : value,
    ]),
  ) as Bound<M>;
}

/** All that can be read and written inside one open transaction. Handlers and jobs get this, never Prisma. */
export const workOn = (tx: Tx) => ({
  town: bound(town, tx),
  talk: bound(conversation, tx),
  history: bound(history, tx),
  tickets: bound(tickets, tx),
  events: bound(events, tx),
  campaigns: bound(campaigns, tx),
  sessions: bound(sessions, tx),
  sending: bound(sending, tx),
  services: bound(services, tx),
  records: bound(records, tx),
  lists: bound(lists, tx),
  leaves: bound(leaves, tx),
  policies: bound(policies, tx),
  pushes: bound(pushes, tx),
  redemptions: bound(redemptions, tx),
});

export type Work = ReturnType<typeof workOn>;
