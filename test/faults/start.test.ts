import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { OwnData } from "../support/own-data.ts";

const own = OwnData.forEachTest();

describe("after a kill, npm start", { timeout: 60_000 }, () => {
  test("killed alone, it comes up again on the server that was left running", async () => {
    const first = own.start();
    await first.ready;
    await own.note();
    const pid = own.serverPid;
    first.signal("SIGKILL");
    await first.ended;
    const second = own.start();
    await second.ready;
    expect(own.serverPid).toBe(pid);
    expect(await own.notes()).toBe(1);
    second.signal("SIGTERM");
    expect(await second.ended).toBe(0);
    expect(await own.serverRuns()).toBe(false);
  });

  test("killed with its database, it comes up again with nothing lost", async () => {
    const first = own.start();
    await first.ready;
    await own.note();
    process.kill(own.serverPid, "SIGKILL");
    first.signal("SIGKILL");
    await first.ended;
    await own.start().ready;
    expect(await own.notes()).toBe(1);
  });

  test("comes up though another program now has the dead server's number", async () => {
    const first = own.start();
    await first.ready;
    await own.note();
    const pid = own.serverPid;
    const file = join(own.postgresFolder, "data/postmaster.pid");
    process.kill(pid, "SIGKILL");
    first.signal("SIGKILL");
    await first.ended;
    await sleep(300);
    writeFileSync(file, readFileSync(file, "utf8").replace(String(pid), String(process.pid)));
    await own.start().ready;
    expect(await own.notes()).toBe(1);
  });

  test("killed while it makes its database, it begins again", async () => {
    for (const after of [250, 500, 800, 1200]) {
      const bot = own.start();
      await sleep(after);
      bot.signal("SIGKILL");
      await bot.ended;
    }
    await own.start().ready;
    expect(await own.notes()).toBe(0);
  });
});

describe("wherever the data lies, npm start", { timeout: 60_000 }, () => {
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
});
