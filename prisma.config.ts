import { defineConfig } from "prisma/config";

// `generate` asks for an engine that it never runs, and would download one. Any existing path keeps it offline;
// migrations are applied in-process by scripts/migrate.ts.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
});
