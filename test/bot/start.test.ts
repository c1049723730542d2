import { mkdirSync, symlinkSync } from "node:fs";
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

  test("of two at the very same moment on an empty folder one comes up", async () => {
    const both = [own.start(), own.start()];
    const codes = await Promise.all(both.map((bot) => Promise.race([bot.ready.then(() => "ready"), bot.ended])));
    expect(codes.toSorted()).toEqual([1, "ready"].toSorted());
  });

  test("works where a path is too long for a socket", async () => {
    own.dir = join(own.dir, "a-folder-with-a-long-name".repeat(5));
    await own.start().ready;
    await own.note();
    expect(await own.notes()).toBe(1);
  });

  test("works in a place that only its owner may enter", async () => {
    own.close();
    const first = own.start();
    await first.ready;
    await own.note();
    first.signal("SIGINT");
    await first.ended;
    await own.start().ready;
    expect(await own.notes()).toBe(1);
  });

  test("works through a link to the data", async () => {
    const link = join(own.dir, "link");
    mkdirSync(join(own.dir, "real"));
    symlinkSync(join(own.dir, "real"), link);
    const first = own.start({ DATA_DIR: link });
    await first.ready;
    const second = own.start({ DATA_DIR: join(own.dir, "real") });
    expect(await second.ended).toBe(1);
    first.signal("SIGINT");
    await first.ended;
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
