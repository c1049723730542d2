/**
 * What came in, and what the bot could not work on.
 *
 *     npm run -s inbox -- failed
 *     npm run -s inbox -- retry [ID…|all]
 *     npm run -s inbox -- show TURN
 *
 * `failed` lists turns that were given up after three tries (nothing of them was done), and messages that wait to be
 * read. `retry` puts them back to work: a bot that runs takes them up within half a minute, one that does not at its
 * next start. `show` tells what was said, how it was read and what was sent. May run beside the bot.
 * Exit status: 0, 1 when a named turn is not there, 2 not usable.
 */
import { parseArgs } from "node:util";
import { givenUp, retryTurns, showTurn } from "../bot/conversation/given-up.ts";
import type { Ledger } from "../store/ledger.ts";
import { misused, run, withLedger } from "./command.ts";

const USAGE = `Usage: npm run -s inbox -- failed
       npm run -s inbox -- retry [ID…|all]
       npm run -s inbox -- show TURN`;

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [command, ...ids] = positionals;
  const which = ids.length === 0 || ids[0] === "all" ? "all" : ids.map(turnId);
  if (command === "failed" && ids.length === 0) return withZone(failed);
  if (command === "retry" && (which !== "all" || ids.length <= 1)) return withZone((ledger) => retry(ledger, which));
  if (command === "show" && ids.length === 1 && which !== "all")
    return withZone((ledger, zone) => show(ledger, which[0]!, zone));
  throw misused(USAGE);
}

function turnId(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw misused(`expected the number of a turn, got ${text}`);
  return BigInt(text);
}

async function failed(ledger: Ledger, zone: string): Promise<void> {
  const lines = await givenUp(ledger.look(), zone, new Date());
  for (const line of lines) console.log(line);
  if (lines.length === 0) console.log("Nothing has failed.");
}

async function retry(ledger: Ledger, which: bigint[] | "all"): Promise<void> {
  const { again, unknown } = await retryTurns(ledger, which, new Date());
  for (const id of unknown) console.error(`${id}: is not among the failed`);
  console.log(again.length > 0 ? `Back to work: ${again.join(", ")}` : "Nothing to put back.");
  if (unknown.length > 0) process.exitCode = 1;
}

async function show(ledger: Ledger, id: bigint, zone: string): Promise<void> {
  const lines = await showTurn(ledger.look(), id, zone);
  for (const line of lines ?? []) console.log(line);
  if (lines) return;
  console.error(`${id}: there is no such turn`);
  process.exitCode = 1;
}

const withZone = (act: (ledger: Ledger, zone: string) => Promise<void>): Promise<void> =>
  withLedger(async (ledger) => {
    const zone = await ledger.look().records.setting("zone");
    await act(ledger, typeof zone === "string" ? zone : "Asia/Shanghai");
  });

await run(main);
