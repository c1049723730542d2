import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { ledgerRows } from "../../desk/campaign-ledger.ts";
import type { Desk } from "../../desk/desk.ts";
import { checkLedger, type FilledList, fillLedger } from "../../reports/ledger/fill.ts";
import { parseMapping } from "../../reports/ledger/mapping.ts";
import type { LedgerTemplate } from "../../store/campaigns.ts";
import { FileFault } from "../file-fault.ts";

/**
 * Writes a campaign's lists into a file: behind what stands there, or into a copy of the template.
 * @param kept the template; by default the one that the campaign has
 * @throws FileFault where campaign, template or file can not be used
 */
export async function writeLedger(desk: Desk, id: string, out: string, kept?: LedgerTemplate): Promise<FilledList[]> {
  if (!/\.xlsx$/i.test(out)) throw new FileFault(out, ["expected a name that ends with .xlsx"]);
  const { campaigns } = desk.work;
  const campaign = await campaigns.campaignById(id);
  if (!campaign) throw new FileFault("The command line", [`no campaign "${id}" is on the books`]);
  const ledger = kept ?? (await campaigns.ledgerTemplate(id));
  const parsed = ledger && parseMapping(ledger.mapping);
  if (!ledger || !parsed || "faults" in parsed)
    throw new FileFault(id, ["has no workbook: say --mapping MAPPING.json"]);
  const before = existsSync(out) ? readFileSync(out) : Buffer.from(ledger.template, "base64");
  const faults = checkLedger(new Uint8Array(before), parsed.mapping);
  if (faults.length > 0) throw new FileFault(out, faults);
  const rows = await ledgerRows(desk, campaign, await campaigns.tasksOf(id));
  const { bytes, lists } = fillLedger(new Uint8Array(before), parsed.mapping, rows);
  // A file that is moved over the old one: who reads meanwhile finds a whole one.
  writeFileSync(`${out}.part`, bytes);
  renameSync(`${out}.part`, out);
  return lists;
}
