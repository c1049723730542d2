import { z } from "zod";
import type { Town } from "../../domain/town.ts";
import type { Ledger } from "../../store/ledger.ts";
import { FileFault, faultsOf } from "../file-fault.ts";

const text = z.string("expected text").trim().min(1, "expected text");

const shape = z.object({
  source: z.string().optional(),
  indicators: z
    .array(
      z.strictObject({
        no: z.int("expected a whole number").min(1),
        indicator: text,
        lead: text,
        responsible: z.array(text).default([]),
      }),
    )
    .min(1, "expected at least one")
    .refine((all) => new Set(all.map(({ no }) => no)).size === all.length, "two have the same no"),
});

/**
 * Puts the indicators of an evaluation on the books, in place of those that are there.
 * @returns how many, and the leads that are no departments of the town: they are kept as written
 * @throws FileFault naming all faults
 */
export async function importIndicators(
  ledger: Ledger,
  town: Town,
  input: unknown,
  path: string,
  now: Date,
): Promise<{ count: number; strange: string[] }> {
  const { success, data, error } = shape.safeParse(input);
  if (!success) throw new FileFault(path, faultsOf(error));
  const idOf = (name: string) => town.departments.find((d) => [d.id, d.name, ...d.aliases].includes(name))?.id ?? null;
  const rows = data.indicators.map(({ no, indicator, lead, responsible }) => ({
    no,
    name: indicator,
    lead,
    leadId: idOf(lead),
    responsible,
    source: data.source ?? null,
    at: now,
  }));
  await ledger.transaction(async (work) => {
    await work.lists.setIndicators(rows);
    const detail = `导入考评指标${rows.length}项`;
    await work.records.addAudit({ at: now, actor: "命令行", event: "变更", detail });
  });
  return { count: rows.length, strange: [...new Set(rows.filter((r) => !r.leadId).map((r) => r.lead))] };
}
