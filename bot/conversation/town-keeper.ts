import type { Catalogue } from "../../catalogue/match.ts";
import { openCatalogue } from "../../catalogue/match.ts";
import type { WorkCalendar } from "../../domain/calendar.ts";
import { makeCalendar } from "../../domain/calendar.ts";
import type { Town } from "../../domain/town.ts";
import type { Work } from "../../store/work.ts";
import type { Facts } from "../facts.ts";

export class NoTown extends Error {
  constructor() {
    super("No town is loaded. Run: npm run town -- import FILE");
    this.name = "NoTown";
  }
}

/** Holds the town as last read, and reads it again when somebody, in this process or another, has changed it. */
export class TownKeeper {
  private held?: { version: number; town: Town; calendar: WorkCalendar; catalogue: Catalogue };

  constructor(private readonly facts: Pick<Facts, "published" | "lexicon">) {}

  async current(work: Work): Promise<{ town: Town; calendar: WorkCalendar; catalogue: Catalogue }> {
    const version = await work.town.townVersion();
    if (this.held?.version !== version) {
      const town = await work.town.loadTown();
      if (!town) throw new NoTown();
      this.held = {
        version,
        town,
        calendar: makeCalendar(this.facts.published, town.calendar),
        catalogue: openCatalogue(town.policies, this.facts.lexicon),
      };
    }
    return this.held;
  }

  /** For a database that was put back to an earlier state. */
  forget(): void {
    this.held = undefined;
  }
}
