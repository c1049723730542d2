import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { OwnData } from "../support/own-data.ts";

const own = OwnData.forEachTest();

describe("npm start", { timeout: 60_000 }, () => {
  test("comes up with nothing set, answers, stops on Ctrl-C, and finds its data again", async () => {
    const first = own.start();
    expect((await fetch(`${await first.ready}/healthz`)).status).toBe(200);
    await own.note();
    first.signal("SIGINT");
    expect(await first.ended).toBe(0);
    expect(await own.serverRuns()).toBe(false);
    await own.start().ready;
    expect(await own.notes()).toBe(1);
  });

  test("the second of two says so, ends with 1 and disturbs nothing", async () => {
    const first = own.start();
    await first.ready;
    const second = own.start();
    expect(await second.ended).toBe(1);
    expect(second.said()).toMatch(/running already on the data in/);
    expect((await fetch(`${await first.ready}/healthz`)).status).toBe(200);
  });

  test("says in a sentence what is wrong with the port", async () => {
    const first = own.start();
    const port = new URL(await first.ready).port;
    const other = join(own.dir, "other");
    mkdirSync(other);
    const second = own.start({ DATA_DIR: other, PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.said()).toMatch(new RegExp(`port ${port} of 127.0.0.1 is taken`));
  });

  test("says in a sentence that DATABASE_URL or REDIS_URL do not answer, without the password", async () => {
    const database = own.start({ DATABASE_URL: "postgres://u:hunter2@127.0.0.1:9/d" });
    expect(await database.ended).toBe(1);
    expect(database.said()).toMatch(/DATABASE_URL/);
    const redis = own.start({ REDIS_URL: "redis://:hunter2@127.0.0.1:9" });
    expect(await redis.ended).toBe(1);
    expect(redis.said()).toMatch(/REDIS_URL/);
    expect(database.said() + redis.said()).not.toContain("hunter2");
  });
});
