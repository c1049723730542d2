import type { PrismaClient } from "./generated/client.ts";
import type { Work } from "./work.ts";
import { workOn } from "./work.ts";

/** The bot's state. Everything that is read or written goes through one transaction at a time. */
export class Store {
  constructor(private readonly prisma: PrismaClient) {}

  /** What `change` did is committed when it returns, and undone when it throws. */
  transaction<T>(change: (work: Work) => Promise<T>): Promise<T> {
    return this.prisma.$transaction((tx) => change(workOn(tx)), { timeout: 60_000, maxWait: 60_000 });
  }

  /** A look without a transaction of its own. */
  look(): Work {
    return workOn(this.prisma);
  }

  close(): Promise<void> {
    return this.prisma.$disconnect();
  }
}
