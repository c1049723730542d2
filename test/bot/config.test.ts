import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { describe, expect, test } from "vitest";
import { CHANNEL_VARIABLES } from "../../bot/channels/config.ts";
import { ConfigError, parseConfig } from "../../bot/config.ts";

const root = join(import.meta.dirname, "../..");

function faultsOf(env: Record<string, string>, args: string[] = []): string[] {
  try {
    parseConfig(env, args);
    return [];
  } catch (error) {
    return (error as ConfigError).faults;
  }
}

describe("the environment", () => {
  test("nothing has to be set", () => {
    expect(parseConfig({})).toEqual({
      host: "127.0.0.1",
      port: 3000,
      dataDir: join(root, ".data"),
      role: "all",
      channels: {},
      chatPage: "auto",
    });
  });

  test("a variable that is set to nothing is not set", () => {
    expect(parseConfig({ PORT: "", HOST: "  ", DATABASE_URL: "", REDIS_URL: "" })).toEqual(parseConfig({}));
  });

  test("all faults are named at once, and no value is printed", () => {
    const secret = "hunter2";
    const faults = faultsOf({ PORT: "3000x", HOST: "a b", DATABASE_URL: `mysql://u:${secret}@h/d`, REDIS_URL: secret });
    expect(faults.map((fault) => fault.split(":")[0])).toEqual(["HOST", "PORT", "DATABASE_URL", "REDIS_URL"]);
    expect(new ConfigError(faults).message).not.toContain(secret);
  });

  test.each([["0"], ["1"], ["65535"]])("PORT=%s is a port", (port) => {
    expect(parseConfig({ PORT: port }).port).toBe(Number(port));
  });

  test.each([["-1"], ["65536"], ["1.5"], ["0x50"], ["１２３"]])("PORT=%s is not", (port) => {
    expect(faultsOf({ PORT: port })).toEqual(["PORT: expected a whole number from 0 to 65535"]);
  });

  test("faults of the channels stand with the others", () => {
    const faults = faultsOf({ PORT: "x", WECOM_CORP_ID: "ww0000000000000001", WECOM_SECRET: "hunter2" });
    expect(faults).toEqual([expect.stringContaining("PORT"), expect.stringContaining("WECOM_AGENT_ID")]);
    expect(faults.join()).not.toContain("hunter2");
  });

  test("the command line names the role, and wins", () => {
    const env = { DATABASE_URL: "postgres://h/d", ROLE: "web" };
    expect(parseConfig(env, ["--role", "worker"]).role).toBe("worker");
    expect(parseConfig(env, ["--role=bot"]).role).toBe("bot");
    expect(faultsOf(env, ["--rol", "bot"])).toHaveLength(2);
    expect(faultsOf(env, ["--role"])).toEqual([]);
  });

  test("a part that runs apart needs a database that others reach too", () => {
    expect(faultsOf({ ROLE: "worker" })).toEqual([expect.stringContaining("DATABASE_URL")]);
  });

  test("the chat page is never on beside a platform, nor in a part", () => {
    expect(faultsOf({ CHAT_PAGE: "on", WECOM_WEBHOOK_URL: "https://h/send?key=k" })).toEqual([
      expect.stringMatching(/^CHAT_PAGE: .*platform/),
    ]);
    expect(faultsOf({ CHAT_PAGE: "on", ROLE: "bot", DATABASE_URL: "postgres://h/d" })).toHaveLength(1);
    expect(faultsOf({ CHAT_PAGE: "yes" })).toEqual(["CHAT_PAGE: expected on, off or auto"]);
  });

  test(".env.example names every variable and is right as it stands", () => {
    const text = readFileSync(join(root, ".env.example"), "utf8");
    expect(parseEnv(text)).toEqual({});
    const examples = parseEnv(text.replaceAll(/^#(?=[A-Z_]+=)/gm, ""));
    const own = ["HOST", "PORT", "DATA_DIR", "DATABASE_URL", "REDIS_URL", "ROLE", "CHAT_PAGE"];
    expect(Object.keys(examples)).toEqual(expect.arrayContaining([...own, ...CHANNEL_VARIABLES]));
    expect(faultsOf(examples as Record<string, string>)).toEqual([]);
  });
});
