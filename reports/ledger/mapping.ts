import { z } from "zod";

/** What a list may hold: one row a ticket, a visit, or an enterprise of the campaign. */
export const FIELDS = {
  tickets: {
    seq: "number",
    no: "text",
    company: "text",
    park: "text",
    unit: "text",
    cadre: "text",
    title: "text",
    text: "text",
    category: "text",
    type: "text",
    source: "text",
    lead: "text",
    co: "text",
    contact: "text",
    phone: "text",
    created: "date",
    assign_by: "date",
    reply_by: "date",
    resolve_by: "date",
    status: "text",
    progress: "text",
    promise: "text",
    promise_by: "date",
    closed: "date",
    solved: "text",
    satisfaction: "text",
  },
  visits: {
    seq: "number",
    id: "number",
    company: "text",
    park: "text",
    unit: "text",
    cadre: "text",
    visitor: "text",
    date: "date",
    place: "text",
    note: "text",
    problems: "number",
    solved: "number",
    tickets: "text",
  },
  enterprises: {
    seq: "number",
    id: "text",
    company: "text",
    park: "text",
    unit: "text",
    cadre: "text",
    visited: "text",
    visits: "number",
    first_visit: "date",
    last_visit: "date",
    problems: "number",
    open: "number",
    solved: "number",
    policies: "number",
  },
} as const satisfies Record<string, Record<string, "number" | "text" | "date">>;

export type RowKind = keyof typeof FIELDS;
export type FieldKind = "number" | "text" | "date";
/** A row to write: field → value; dates as "YYYY-MM-DD". */
export type LedgerRow = Record<string, string | number | null>;
export type LedgerRows = Record<RowKind, LedgerRow[]>;

/** What a row is known by, where the mapping names nothing else. */
const KEYS: Record<RowKind, string> = { tickets: "no", visits: "id", enterprises: "id" };

const WHERE = ["all", "open", "solved", "owned"] as const;

const list = z
  .strictObject({
    /** Name of the sheet. */
    sheet: z.string().min(1, "expected the name of a sheet"),
    rows: z.enum(Object.keys(FIELDS) as [RowKind, ...RowKind[]], {
      error: `expected ${Object.keys(FIELDS).join(", ")}`,
    }),
    /** The last row of the heads. */
    header_row: z.number("expected the number of a row").int().min(1).max(100),
    /** Words with which the row below the list begins: 合计, 填表说明. */
    footer: z.string().min(1).optional(),
    /** Fields that together tell one row from another. */
    key: z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1)]).optional(),
    /** Head, or letters of a column → field. */
    columns: z.record(z.string(), z.string()).refine((c) => Object.keys(c).length > 0, "expected at least one column"),
    /** Columns that are written again when the row is there already: what changes as the matter goes on. */
    refresh: z.array(z.string()).default([]),
    /** Of tickets: all, open, solved, or those that have an owner. */
    where: z.enum(WHERE, { error: `expected ${WHERE.join(", ")}` }).default("all"),
  })
  .superRefine((given, ctx) => {
    const fields = FIELDS[given.rows] as Record<string, FieldKind> | undefined;
    if (!fields) return;
    const known = Object.keys(fields).join(", ");
    for (const [head, field] of Object.entries(given.columns))
      if (!(field in fields))
        ctx.addIssue({
          code: "custom",
          path: ["columns", head],
          message: `${field} is no field of ${given.rows}: one of ${known}`,
        });
    const mapped = new Set(Object.values(given.columns));
    for (const field of given.key ?? [KEYS[given.rows]])
      if (!mapped.has(field))
        ctx.addIssue({
          code: "custom",
          path: ["key"],
          message: `rows are told apart by ${field}: map a column to it, or name other fields as key`,
        });
    for (const [i, head] of given.refresh.entries())
      if (!(head in given.columns))
        ctx.addIssue({ code: "custom", path: ["refresh", i], message: `${head} is none of the columns` });
  });

const shape = z.strictObject({
  /** File name of the office's workbook, beside the mapping. */
  template: z.string().min(1, "expected the name of a workbook"),
  lists: z.array(list).min(1, "expected at least one list"),
});

export type LedgerList = z.infer<typeof list>;
export type LedgerMapping = z.infer<typeof shape>;

export const keyOf = (given: LedgerList): string[] => given.key ?? [KEYS[given.rows]];

/** The mapping, or everything that is wrong with it. */
export function parseMapping(input: unknown): { mapping: LedgerMapping } | { faults: string[] } {
  const { success, data, error } = shape.safeParse(input);
  if (success) return { mapping: data };
  return { faults: error.issues.map(({ path, message }) => `${path.join(".") || "(file)"}: ${message}`) };
}
