import { type AnswerOptions, answerPolicy, type PolicyAnswer, type PolicyQuestion } from "../../catalogue/answer.ts";
import { type ElementList, ElementListSchema } from "../../catalogue/complete.ts";
import { answerFromLarge, LARGE_FROM } from "../../catalogue/large.ts";
import type { Catalogue } from "../../catalogue/match.ts";
import { openCatalogue } from "../../catalogue/match.ts";
import { withSearch } from "../../catalogue/opinion.ts";
import type { PolicyKnowledge } from "../../catalogue/search/search.ts";
import { type Answered, answerEach } from "../../catalogue/several.ts";
import type { WorkCalendar } from "../../domain/calendar.ts";
import { makeCalendar } from "../../domain/calendar.ts";
import type { Day, Town } from "../../domain/town.ts";
import type { Work } from "../../store/work.ts";
import type { Adjustments } from "../../text/hearing/routing/learnt.ts";
import type { Facts } from "../facts.ts";
import { learntRoutes } from "../learning.ts";

/** The setting under which an office keeps its own list of a guide's elements. */
export const GUIDE_ELEMENTS = "guide_elements";

export class NoTown extends Error {
  constructor() {
    super("No town is loaded. Run: npm run town -- import FILE");
    this.name = "NoTown";
  }
}

/** A town as last read, with what is made of it once. */
export interface HeldTown {
  version: number;
  town: Town;
  /** What `npm run learn` has learnt of this town's owners; absent before it first ran. */
  learnt: Adjustments | undefined;
  calendar: WorkCalendar;
  catalogue: Catalogue;
  /** The office's own list, or the one that ships. */
  guideElements: ElementList;
  askPolicy(asked: PolicyQuestion, asOf: Day, options?: AnswerOptions): PolicyAnswer;
  /** The same for a turn that may hold several questions. */
  askEach(asked: PolicyQuestion, asOf: Day, options?: AnswerOptions): Answered[];
}

/** Holds the town as last read, and reads it again when somebody, in this process or another, has changed it. */
export class TownKeeper {
  private held?: HeldTown & { policies: string };
  private knowledge?: PolicyKnowledge;

  constructor(private readonly facts: Pick<Facts, "published" | "lexicon" | "policyKnowledge" | "guideElements">) {}

  async current(work: Work): Promise<HeldTown> {
    const version = await work.town.townVersion();
    if (this.held?.version !== version) {
      const town = await work.town.loadTown();
      if (!town) throw new NoTown();
      // A stranger's first word changes the town too; putting a large catalogue to the search takes seconds.
      const policies = JSON.stringify(town.policies);
      const opened = this.held?.policies === policies ? this.held : { policies, ...this.openPolicies(town) };
      const own = ElementListSchema.safeParse(await work.records.setting(GUIDE_ELEMENTS));
      this.held = {
        ...opened,
        version,
        town,
        learnt: await learntRoutes(work),
        calendar: makeCalendar(this.facts.published, town.calendar),
        guideElements: own.success ? own.data : this.facts.guideElements,
      };
    }
    return this.held;
  }

  /** A large catalogue is put to the search first; how it is asked is the same. */
  private openPolicies({ policies }: Town): Pick<HeldTown, "catalogue" | "askPolicy" | "askEach"> {
    this.knowledge ??= this.facts.policyKnowledge();
    const catalogue = withSearch(openCatalogue(policies, this.facts.lexicon), this.knowledge);
    const answer = policies.length < LARGE_FROM ? answerPolicy : answerFromLarge;
    const askPolicy: HeldTown["askPolicy"] = (asked, asOf, options) => answer(asked, catalogue, asOf, options);
    return {
      catalogue,
      askPolicy,
      askEach: (asked, asOf, options) => answerEach(asked, catalogue.lexicon, (one) => askPolicy(one, asOf, options)),
    };
  }

  get published(): Facts["published"] {
    return this.facts.published;
  }

  /** For a database that was put back to an earlier state. */
  forget(): void {
    this.held = undefined;
  }
}
