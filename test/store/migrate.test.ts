import { expect, test } from "vitest";
import { openStore } from "../../store/client.ts";
import { migrate, migrationNames, pendingSql } from "../../store/migrate.ts";
import { makeDatabase, useDatabase } from "../support/database.ts";

const database = useDatabase();

test("the migrations lead to schema.prisma (if not: npm run db:diff -- NAME)", async () => {
  expect(await pendingSql(database.url)).toBeNull();
});

test("an empty database gets every migration, a migrated one nothing", async () => {
  const empty = await makeDatabase({ migrated: false });
  expect(await migrate(empty.url)).toEqual(migrationNames());
  expect(await migrate(empty.url)).toEqual([]);
  await empty.drop();
});

test("two starts at once migrate once", async () => {
  const empty = await makeDatabase({ migrated: false });
  const applied = await Promise.all([migrate(empty.url), migrate(empty.url), migrate(empty.url)]);
  expect(applied.flat()).toEqual(migrationNames());
  await empty.drop();
});

test("a migration that fails half-way leaves nothing, says why, and works when the cause is gone", async () => {
  const empty = await makeDatabase({ migrated: false });
  const { db, close } = openStore(empty.url);
  await db.$executeRawUnsafe("CREATE SEQUENCE outbox");
  await expect(migrate(empty.url)).rejects.toThrow(/outbox/);
  const tables = await db.$queryRawUnsafe("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  expect(tables).toEqual([]);
  await db.$executeRawUnsafe("DROP SEQUENCE outbox");
  expect(await migrate(empty.url)).toEqual(migrationNames());
  await close();
  await empty.drop();
});

test("a database of somebody else is left alone", async () => {
  const used = await makeDatabase({ migrated: false });
  const { db, close } = openStore(used.url);
  await db.$executeRawUnsafe("CREATE TABLE invoices (id int)");
  await expect(migrate(used.url)).rejects.toThrow(/not empty/);
  await close();
  await used.drop();
});

test("a written row is read back, and clear() takes it away", async () => {
  await database.db.setting.create({ data: { key: "zone", value: "Asia/Shanghai" } });
  expect(await database.db.setting.findMany()).toEqual([{ key: "zone", value: "Asia/Shanghai" }]);
  await database.clear();
  expect(await database.db.setting.count()).toBe(0);
});
