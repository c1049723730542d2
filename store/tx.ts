import type { Prisma } from "./generated/client.ts";

/** One open transaction. Everything in store/ that writes takes one. */
export type Tx = Prisma.TransactionClient;

/** A value as a JSON column takes it: undefined dropped, dates as ISO text. */
export const json = (value: unknown): Prisma.InputJsonValue => JSON.parse(JSON.stringify(value ?? null));
