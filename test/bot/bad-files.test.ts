import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { FileFault } from "../../bot/file-fault.ts";
import { readScenarios } from "../../bot/replay/scenario.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "qinqing-bad-"));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const scenario = (change: object): string =>
  JSON.stringify({
    id: "S1",
    chat: { kind: "group", id: "g" },
    now: "2026-09-14T09:00:00+08:00",
    steps: [],
    ...change,
  });
const faultsOf = (text: string): string[] => {
  try {
    readScenarios(write("s.jsonl", text));
    return [];
  } catch (error) {
    return (error as FileFault).faults;
  }
};

describe("a broken scenario", () => {
  test("every fault with its line and field, of all lines at once", () => {
    const lines = [
      scenario({}),
      scenario({ now: "2026-09-14 09:00" }),
      '{"id": "S3",',
      "",
      scenario({
        chat: { kind: "public", id: "g" },
        steps: [
          { from: "a", text: "b" },
          { text: "no sender" },
          { advance_to: "tomorrow" },
          { expect: 3 },
          { from: "a", type: "smell" },
          null,
        ],
        setup: { tickets: [{ status: "办结了" }] },
      }),
    ];
    expect(faultsOf(lines.join("\n"))).toEqual([
      "line 2: now: expected a time with its offset, 2026-09-14T09:00:00+08:00",
      expect.stringMatching(/^line 3: not JSON/),
      expect.stringMatching(/^line 5: chat\.kind: .*"group"\|"private"/),
      expect.stringMatching(/^line 5: setup\.tickets\[0\]\.no: /),
      expect.stringMatching(/^line 5: setup\.tickets\[0\]\.status: .*"待交办"/),
      expect.stringMatching(/^line 5: steps\[1\]\.from: .*expected string/),
      "line 5: steps[2].advance_to: expected a time with its offset, 2026-09-14T09:00:00+08:00",
      expect.stringMatching(/^line 5: steps\[3\]\.expect: .*expected record/),
      expect.stringMatching(/^line 5: steps\[4\]\.type: .*"text"/),
      expect.stringMatching(/^line 5: steps\[5\]: .*expected object/),
    ]);
  });
});

describe("commands", { timeout: 60_000 }, () => {
  test("replay names the faults of all its files, says nothing on standard output, and ends with 2", async () => {
    const town = JSON.parse(readFileSync(join(root, "samples/town.json"), "utf8"));
    town.people[0].enterprise = "Q99";
    const { code, out, err } = await run(
      "scripts/replay.ts",
      "--town",
      write("town.json", JSON.stringify(town, null, 1)),
      write("a.jsonl", scenario({ now: 3 })),
      write("b.jsonl", "x"),
    );
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(/\d+: people\[0\]\.enterprise: no enterprise "Q99"/);
    expect(err).toMatch(/a\.jsonl cannot be used:\n {2}line 1: now: expected a time/);
    expect(err).toMatch(/b\.jsonl cannot be used:\n {2}line 1: not JSON/);
    expect(err).not.toMatch(/ at .*\.ts:/); // no stack
  });

  test.each([
    ["scripts/replay.ts", ["--nonsense"]],
    ["scripts/replay.ts", ["--town", "/nowhere.json", "/nowhere.jsonl"]],
    ["scripts/town.ts", ["frobnicate", "x"]],
    ["scripts/town.ts", ["check", "/nowhere.json"]],
  ])("%s %s: a line or two and 2", async (script, args) => {
    const { code, out, err } = await run(script, ...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err.length).toBeLessThan(600);
  });

  test("a broken catalogue: every line with its fields", async () => {
    const path = write("catalogue.jsonl", '{"document":{"id":"P1"},"version":1,"earlier":[]}\nnope\n');
    const { code, err } = await run("scripts/catalogue.ts", "check", "--from", path);
    expect(code).toBe(2);
    for (const place of ["1: document.title: ", "1: document.layer: ", "1: document.clauses: ", "2: not JSON"])
      expect(err).toContain(place);
  });

  test("a broken environment is named as a whole before anything is done", async () => {
    const env = { PORT: "http", DATABASE_URL: "mysql://u:hunter2@h/d", REDIS_URL: "6379" };
    const { code, err } = await run({ script: "scripts/town.ts", env }, "import", join(root, "samples/town.json"));
    expect(code).toBe(2);
    for (const name of Object.keys(env)) expect(err).toContain(`${name}: expected`);
    expect(err).not.toContain("hunter2");
  });
});

function run(
  what: string | { script: string; env: Record<string, string> },
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const { script, env } = typeof what === "string" ? { script: what, env: {} } : what;
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, DATA_DIR: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code: code ?? -1, out, err })));
}
