/**
 * The ledger of redeemed policies from a table.
 *
 *     npm run redemptions -- import FILE.xlsx|FILE.csv [--dry-run]
 *
 * Heads: 编号 (optional), 企业, 政策, 金额 (yuan) or 万元, 核定日期, 到账日期 (empty: not there yet), 单位. A faulty row is named
 * and left out; importing again changes nothing. Exit status: 0 all taken, 1 some refused, 2 not usable.
 */
import { parseArgs } from "node:util";
import { publishedYears } from "../bot/facts.ts";
import { importRedemptions } from "../bot/redemptions.ts";
import { bytesOf, misused, run, withLedger } from "./command.ts";

const USAGE = "Usage: npm run redemptions -- import FILE.xlsx|FILE.csv [--dry-run]";

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { "dry-run": { type: "boolean" } } });
  const [command, path, ...more] = positionals;
  if (command !== "import" || !path || more.length > 0) throw misused(USAGE);
  const bytes = bytesOf(path);
  const dry = values["dry-run"] ?? false;
  await withLedger(async (ledger) => {
    const done = await importRedemptions(ledger, publishedYears(), path, bytes, new Date(), { dry });
    for (const { row, reason } of done.faults) console.log(`拒收 ${path} 第${row}行：${reason}`);
    console.log(`新增 ${done.added}，已有 ${done.known}，拒收 ${done.faults.length}${dry ? "（试运行，未写入）" : ""}`);
    if (done.faults.length) process.exitCode = 1;
  });
}

await run(main);
