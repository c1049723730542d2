import { z } from "zod";
import { MODES, TRAITS } from "../../domain/vocabulary.ts";
import { RuleSchema } from "../rules.ts";
import { readText } from "./plain.ts";
import { identityOf, structure } from "./structure.ts";
import { traitsIn } from "./traits.ts";
import type { CatalogueDocument } from "./types.ts";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a day as YYYY-MM-DD");
const words = z.union([z.string(), z.array(z.string())]);

/** A document as one line of JSON: the form of a town's policies, or `{title, text}` to be taken apart. */
export const RowSchema = z.object({
  id: z.string().min(1).optional(),
  title: z.string().min(1),
  no: z.string().optional(),
  issuer: z.string().optional(),
  date: day.optional(),
  layer: z.enum(["政策", "细则", "指南"]).optional(),
  parent: z.string().optional(),
  valid: z.tuple([day.nullable(), day.nullable()]).optional(),
  status: z.string().optional(),
  superseded_by: z.string().optional(),
  mode: z.enum(MODES).optional(),
  traits: z.array(z.enum(TRAITS)).optional(),
  clauses: z.record(z.string(), z.string()).optional(),
  elements: z.record(z.string(), words).optional(),
  conditions: RuleSchema.optional(),
  text: z.string().optional(),
  attachments: z.array(z.string()).optional(),
});
export type Row = z.infer<typeof RowSchema>;

type Plain = Omit<CatalogueDocument, "damaged" | "digest">;

/** What a row says wins; what it leaves open is read from its text. */
export function documentOfRow(row: Row): { document: Plain; warnings: string[] } {
  const read = row.text === undefined ? undefined : structure({ ...readText(row.text), title: row.title }, row.title);
  const found = read?.document;
  const warnings = (read?.warnings ?? []).filter((one) => !/题名/.test(one) && !(row.no && /文号/.test(one)));
  const no = row.no ?? found?.no;
  const spoken = [...Object.values(row.clauses ?? {}), ...Object.entries(row.elements ?? {}).flat(2)].join("\n");
  const traits = row.traits ?? [...new Set([...(found?.traits ?? []), ...traitsIn(spoken)])];
  const document: Plain = {
    ...(found ?? { layer: "政策" as const, clauses: [], elements: {}, repeals: [], attachments: [] }),
    id: row.id ?? identityOf(row.title, no),
    title: row.title,
    ...(no ? { no } : {}),
    ...(row.issuer ? { issuer: row.issuer } : {}),
    ...(row.date ? { issuedOn: row.date } : {}),
    ...(row.layer ? { layer: row.layer } : {}),
    ...(row.parent ? { parent: row.parent } : {}),
    ...(row.valid ? { valid: row.valid } : {}),
    ...(row.status ? { status: row.status } : {}),
    ...(row.superseded_by ? { supersededBy: row.superseded_by } : {}),
    ...(row.mode ? { mode: row.mode } : {}),
    ...(traits.length ? { traits } : {}),
    ...(row.clauses ? { clauses: Object.entries(row.clauses) } : {}),
    ...(row.elements ? { elements: row.elements } : {}),
    ...(row.conditions ? { conditions: row.conditions } : {}),
    ...(row.attachments ? { attachments: row.attachments } : {}),
  };
  return { document, warnings };
}
