/**
 * Whether the histories of all tickets and the audit log are as they were written.
 *
 *     npm run verify
 *
 * Exit status: 0 they are, 1 a row was changed, removed or slipped in.
 */
import { loadConfig } from "../bot/config.ts";
import { openDatabase } from "../bot/ground.ts";
import { verifyChains } from "../store/chains.ts";
import { openStore } from "../store/client.ts";

const WHY = {
  previous: "the row before it was removed, or one was slipped in",
  content: "the row was changed",
  tail: "rows are missing at the end",
};

const database = await openDatabase(loadConfig(), { shared: true });
const store = openStore(database.url);
try {
  const { rows, breaks } = await verifyChains(store.db);
  for (const { chain, id, why } of breaks) console.log(`${chain}, row ${id}: ${WHY[why]}`);
  console.log(breaks.length === 0 ? `${rows} rows fit.` : `${breaks.length} broken chains in ${rows} rows.`);
  process.exitCode = breaks.length === 0 ? 0 : 1;
} finally {
  await store.close();
  await database.close();
}
