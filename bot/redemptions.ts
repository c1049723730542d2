import { createHash } from "node:crypto";
import { basename } from "node:path";
import { z } from "zod";
import { readTables, type TableRow } from "../catalogue/import/table.ts";
import type { Desk } from "../desk/desk.ts";
import { type Granted, redeem } from "../desk/redeeming.ts";
import { makeCalendar, type PublishedYears } from "../domain/calendar.ts";
import { isDay } from "../domain/time.ts";
import type { Town } from "../domain/town.ts";
import type { Ledger } from "../store/ledger.ts";
import { NoTown } from "./conversation/town-keeper.ts";
import { cellValue } from "./workbook/cells.ts";

export interface ImportedRedemptions {
  added: number;
  /** On the books already. */
  known: number;
  faults: { row: number; reason: string }[];
}

const day = z
  .string("不能为空")
  .transform((text) => String(cellValue(text, "day", "")))
  .refine(isDay, "应为日期，如 2026-09-14");
const amount = z
  .string("不能为空")
  .transform((text) => Number(text.replace(/[,，\s元]/g, "")))
  .refine((value) => Number.isFinite(value) && value > 0, "应为大于 0 的数");

const rowShape = z
  .object({
    编号: z.string().optional(),
    企业: z.string("不能为空"),
    政策: z.string("不能为空"),
    金额: amount.optional(),
    万元: amount.optional(),
    核定日期: day,
    到账日期: day.optional(),
    单位: z.string().optional(),
  })
  .refine((row) => (row.金额 === undefined) !== (row.万元 === undefined), "金额（元）和万元，写一列")
  .refine((row) => !row.到账日期 || row.到账日期 >= row.核定日期, "到账日期早于核定日期");

/** Takes a table of redemptions into the ledger: all sound rows in one transaction. Nobody is told of what is past. */
export async function importRedemptions(
  ledger: Ledger,
  published: PublishedYears,
  path: string,
  bytes: Uint8Array,
  now: Date,
  { dry = false } = {},
): Promise<ImportedRedemptions> {
  const rows = (await readTables(path, bytes)).flatMap((table) => table.rows);
  return ledger.transaction(async (work) => {
    const town = await work.town.loadTown();
    if (!town) throw new NoTown();
    const desk: Desk = { now, town, calendar: makeCalendar(published, town.calendar), work, rings: [] };
    const done: ImportedRedemptions = { added: 0, known: 0, faults: [] };
    const seen = new Map<string, number>();
    for (const row of rows) {
      const read = grantedOf(row, town, basename(path), seen);
      if ("reason" in read) done.faults.push({ row: row.row, reason: read.reason });
      else if (dry || (await redeem(desk, read))) done.added++;
      else done.known++;
    }
    if (!dry)
      await work.records.addAudit({
        at: now,
        actor: "命令行",
        event: "变更",
        detail: `导入兑现台账：新增${done.added}，已有${done.known}，拒收${done.faults.length}`,
      });
    return done;
  });
}

function grantedOf(
  { cells }: TableRow,
  town: Town,
  file: string,
  seen: Map<string, number>,
): Granted | { reason: string } {
  const parsed = rowShape.safeParse(cells);
  if (!parsed.success)
    return { reason: parsed.error.issues.map((one) => `${one.path.join(".") || "行"}：${one.message}`).join("；") };
  const row = parsed.data;
  const enterprise = only(town.enterprises, (one) => [one.id, one.name, ...one.short].includes(row.企业));
  if (!enterprise) return { reason: `企业：名单里没有（或不止一家）“${row.企业}”` };
  const department = row.单位
    ? only(town.departments, (one) => [one.id, one.name, ...one.aliases].includes(row.单位!))
    : undefined;
  if (row.单位 && !department) return { reason: `单位：没有（或不止一个）“${row.单位}”` };
  const title = row.政策.replace(/[《》]/g, "");
  const policy = only(town.policies, (one) => one.id === title || one.title === title || one.no === title);
  const fen = Math.round((row.金额 ?? row.万元! * 10_000) * 100);
  return {
    enterpriseId: enterprise.id,
    policyId: policy?.id ?? null,
    policy: policy?.title ?? title,
    departmentId: department?.id ?? null,
    amount: fen,
    approvedOn: row.核定日期,
    ...(row.到账日期 ? { paidOn: row.到账日期 } : {}),
    source: file,
    key: keyOf([row.编号 ?? "", enterprise.id, title, String(fen), row.核定日期], seen),
  };
}

/** The same row twice in one file is two payments; in the same file again it is the same two. */
function keyOf(parts: string[], seen: Map<string, number>): string {
  const [number, ...rest] = parts;
  const plain = number ? `no/${number}` : rest.join("/");
  const count = (seen.get(plain) ?? 0) + 1;
  seen.set(plain, count);
  return createHash("sha256").update(`${plain}/${count}`).digest("hex");
}

function only<T>(list: readonly T[], fits: (one: T) => boolean): T | undefined {
  const found = list.filter(fits);
  return found.length === 1 ? found[0] : undefined;
}
