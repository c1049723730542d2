import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/faults/**"],
    globalSetup: "test/support/server.ts",
    // Files share what they import: half of the time went into reading the same modules again. State lives in the
    // database, and every file has one of its own.
    isolate: false,
    // Both cores of a small machine: by default one of two would be left idle.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
