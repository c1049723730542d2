import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/client.ts";
import { PatientClient } from "./patient-client.ts";

export type Store = PrismaClient;
/** An open database. `close` waits for what is under way. */
export interface OpenStore {
  db: Store;
  close(): Promise<void>;
}

/**
 * Opens the database at `url` (PostgreSQL 14 or newer, migrated).
 * @param connections at most so many at once; a transaction holds one for its whole length
 */
export function openStore(url: string, { connections = 10 }: { connections?: number } = {}): OpenStore {
  const pool = new pg.Pool({ connectionString: url, max: connections, Client: PatientClient });
  // Without a listener a connection that the server closes ends the process. Who was using it is told by the failing
  // statement, and the pool opens another.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    db,
    close: async () => {
      await db.$disconnect();
      await pool.end();
    },
  };
}
