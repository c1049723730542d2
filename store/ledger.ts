import type { OpenStore } from "./client.ts";
import type { Work } from "./work.ts";
import { workOn } from "./work.ts";

/** The bot's state. Everything that is written goes through one transaction at a time. */
export class Ledger {
  constructor(private readonly store: OpenStore) {}

  /** What `change` did is committed when it returns, and undone when it throws. */
  transaction<T>(change: (work: Work) => Promise<T>): Promise<T> {
    return this.store.db.$transaction((tx) => change(workOn(tx)), { timeout: 60_000, maxWait: 60_000 });
  }

  /** A look without a transaction of its own. */
  look(): Work {
    return workOn(this.store.db);
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
