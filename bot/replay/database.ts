import { createScratch, type ScratchDatabase } from "../../store/scratch.ts";
import { scratchServer } from "../embedded.ts";

/** Lends a fresh database: on the server of `url`, or on an embedded one that goes with it. */
export async function withScratchDatabase<T>(
  url: string | undefined,
  use: (database: ScratchDatabase) => Promise<T>,
): Promise<T> {
  const server = url ? null : await scratchServer();
  try {
    const database = await createScratch(url ?? server!.url("postgres"), `qinqing_replay_${process.pid}`);
    try {
      return await use(database);
    } finally {
      await database.drop();
    }
  } finally {
    await server?.stop();
  }
}
