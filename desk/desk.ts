import type { WorkCalendar } from "../domain/calendar.ts";
import type { Town } from "../domain/town.ts";
import type { Work } from "../store/work.ts";

/** Something that has to ring after the commit. The row is the truth; the bell only saves waiting for the sweep. */
export interface Ring {
  /** A message has its row's id; of reminders all that are due are rung, whatever the id says. */
  job: "outbox.send" | "reminder.ring";
  id: string;
  at: Date;
}

/** What stands on the desk while one transaction is open: the moment, the town, the ledger. */
export interface Desk {
  now: Date;
  town: Town;
  calendar: WorkCalendar;
  work: Work;
  rings: Ring[];
  /** Keeps a file that was made, to be sent along; absent where none can be given out. */
  keepFile?(name: string, content: Uint8Array): Promise<{ name: string; bytes: number; path: string }>;
}
