import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** npm run test:faults: the process is killed at random moments, so these take minutes and run by themselves. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, "../.."),
    include: ["test/faults/*.test.ts"],
    globalSetup: "test/support/server.ts",
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
