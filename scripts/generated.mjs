// Makes the database client when it is missing (npm was told to run no scripts) or older than the schema (after a pull).
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..");
const age = (file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (age("store/generated/client.ts") < age("prisma/schema.prisma")) {
  const prisma = join(dirname(createRequire(import.meta.url).resolve("prisma/package.json")), "build/index.js");
  execFileSync(process.execPath, [prisma, "generate"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
}
