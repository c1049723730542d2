import type { Tx } from "./tx.ts";

/** Makes every reader of the town read again. */
export async function bumpTown(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO settings (key, value) VALUES ('town_version', '1')
    ON CONFLICT (key) DO UPDATE SET value = to_jsonb((settings.value)::text::int + 1)`;
}
