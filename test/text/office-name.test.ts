import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SAYING = join(import.meta.dirname, "../../text/saying");

/** Towns call the office that dispatches by many names: every sentence takes it from the town. */
test.each(readdirSync(SAYING))("%s gives the office no name of its own", (file) => {
  expect(readFileSync(join(SAYING, file), "utf8")).not.toMatch(/营商办|营商局|企服办/);
});
