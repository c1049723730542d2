import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { checkLedger } from "../../reports/ledger/fill.ts";
import { type LedgerMapping, parseMapping } from "../../reports/ledger/mapping.ts";
import type { LedgerTemplate } from "../../store/campaigns.ts";
import { FileFault } from "../file-fault.ts";

/**
 * Reads a mapping and the workbook that it names, and sees whether they go together.
 * @throws FileFault naming every fault
 */
export function readLedger(path: string): { mapping: LedgerMapping; template: Uint8Array; kept: LedgerTemplate } {
  const mapping = readMapping(path);
  const file = join(dirname(path), mapping.template);
  const template = read(file);
  const faults = checkLedger(template, mapping);
  if (faults.length > 0) throw new FileFault(`${path} with ${file}`, faults);
  return {
    mapping,
    template,
    kept: { name: basename(file), mapping, template: Buffer.from(template).toString("base64") },
  };
}

function readMapping(path: string): LedgerMapping {
  let input: unknown;
  try {
    input = JSON.parse(Buffer.from(read(path)).toString("utf8"));
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw new FileFault(path, [`not JSON: ${(error as Error).message}`]);
  }
  const parsed = parseMapping(input);
  if ("faults" in parsed) throw new FileFault(path, parsed.faults);
  return parsed.mapping;
}

function read(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    throw new FileFault(path, [`cannot be read (${(error as NodeJS.ErrnoException).code})`]);
  }
}
