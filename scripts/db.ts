import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadConfig } from "../bot/config.ts";
import { scratchServer } from "../bot/embedded.ts";
import { openDatabase } from "../bot/ground.ts";
import { MIGRATIONS, pendingSql } from "../store/migrate.ts";

// npm run db:migrate        applies what is pending (npm start does it by itself)
// npm run db:diff -- NAME   writes the migration that leads to prisma/schema.prisma

const [command, name] = process.argv.slice(2);

if (command === "migrate") {
  const { applied, close } = await openDatabase(loadConfig(), { shared: true });
  await close();
  console.log(applied.length ? `applied ${applied.join(", ")}` : "nothing to apply");
} else if (command === "diff" && /^[a-z][a-z0-9_]*$/.test(name ?? "")) {
  const server = await scratchServer();
  const sql = await pendingSql(server.url("postgres")).finally(server.stop);
  if (sql === null) {
    console.log("prisma/schema.prisma and the migrations agree: nothing to write");
  } else {
    const folder = join(MIGRATIONS, `${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}_${name}`);
    mkdirSync(folder);
    writeFileSync(join(folder, "migration.sql"), sql);
    console.log(`wrote ${folder}/migration.sql; read it before you commit it`);
  }
} else {
  console.error("usage: npm run db:migrate | npm run db:diff -- NAME (small letters, digits, _)");
  process.exitCode = 1;
}
