import type { Prisma } from "./generated/client.ts";

/** One open transaction. Everything in store/ that writes takes one. */
export type Tx = Prisma.TransactionClient;

/** A value as a JSON column takes it: undefined dropped, dates as ISO text. */
export const json = (value: unknown): Prisma.InputJsonValue => JSON.parse(JSON.stringify(value ?? null));

/** A value as text that is the same whatever order its keys stand in: the database forgets it. */
export const stable = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
