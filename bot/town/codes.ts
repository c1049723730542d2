import { bindingWords, invite } from "../../desk/invite.ts";
import type { Town } from "../../domain/town.ts";
import { COMPANY_ROLES, type CompanyRole } from "../../domain/vocabulary.ts";
import type { PrintedCode } from "../../reports/code-sheet.ts";
import type { Ledger } from "../../store/ledger.ts";
import { sayInstant } from "../../text/saying/dates.ts";
import { FileFault } from "../file-fault.ts";

/** Options of the command line as they were typed. */
export interface TypedTerms {
  uses?: string | undefined;
  days?: string | undefined;
  role?: string | undefined;
  /** What the QR code holds; `{code}` stands for the code. */
  link?: string | undefined;
}

interface Terms {
  uses: number;
  days: number;
  role: CompanyRole;
  words: (code: string) => string;
}

/** @throws FileFault naming every option that can not be used */
export function termsOf(typed: TypedTerms, faults: string[] = []): Terms {
  const [uses, days] = [Number(typed.uses ?? "1"), Number(typed.days ?? "7")];
  const role = COMPANY_ROLES.find((one) => one === (typed.role ?? "联系人"));
  if (!(Number.isInteger(uses) && uses >= 1 && uses <= 1000))
    faults.push("--uses: expected a whole number from 1 to 1000");
  if (!(Number.isInteger(days) && days >= 1 && days <= 365))
    faults.push("--days: expected a whole number from 1 to 365");
  if (!role) faults.push(`--role: expected ${COMPANY_ROLES.join(", ")}`);
  if (typed.link !== undefined && !typed.link.includes("{code}")) faults.push("--link: expected {code} in it");
  if (faults.length > 0 || !role) throw new FileFault("The command line", faults);
  const { link } = typed;
  return { uses, days, role, words: link ? (code) => link.replaceAll("{code}", code) : bindingWords };
}

/** The enterprises of a print sheet: named by id, of one park, or all. Ids that are not on the books are faults. */
export function enterprisesFor(
  town: Town | null,
  asked: { ids: string[]; park?: string | undefined; all?: boolean | undefined },
) {
  const known = new Map((town?.enterprises ?? []).map((e) => [e.id, e]));
  const faults = asked.ids.filter((id) => !known.has(id)).map((id) => `no enterprise "${id}" is on the books`);
  const found = (town?.enterprises ?? []).filter(
    (e) => asked.all || asked.ids.includes(e.id) || (asked.park !== undefined && e.park === asked.park),
  );
  if (faults.length === 0 && found.length === 0) faults.push("no enterprise fits: name ids, --park NAME or --all");
  return { found, faults };
}

/**
 * Makes a code for each enterprise, all of them or, when anything fails, none.
 * @param progress called with how many are made
 */
export function makeCodes(
  ledger: Ledger,
  town: Town,
  enterprises: readonly { id: string; name: string }[],
  terms: Terms,
  now: Date,
  progress: (done: number) => void = () => {},
): Promise<PrintedCode[]> {
  const { uses, days, role, words } = terms;
  return ledger.transaction(async (work) => {
    const made: PrintedCode[] = [];
    for (const { id, name } of enterprises) {
      const { code, until } = await invite({ work, now }, { enterpriseId: id, by: "命令行", role, uses, days });
      made.push({ enterprise: name, code, words: words(code), role, uses, until: sayInstant(until, town.zone) });
      progress(made.length);
    }
    return made;
  });
}
