import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { TownKeeper } from "../../bot/conversation/town-keeper.ts";
import { loadFacts } from "../../bot/facts.ts";
import { FileFault } from "../../bot/file-fault.ts";
import { diffTown, isEmpty, keepBindings } from "../../bot/town/diff.ts";
import { readTownJson } from "../../bot/town/file.ts";
import { importTown } from "../../bot/town/import.ts";

import { Ledger } from "../../store/ledger.ts";
import { local, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const facts = loadFacts();
const SAMPLE = readFileSync(join(import.meta.dirname, "../../samples/town.json"), "utf8");
// biome-ignore lint/suspicious/noExplicitAny: a file is anything
type AnyFile = any;

/** The sample's file with something changed, as text with a value a line. */
const file = (change: (town: AnyFile) => void = () => {}): string => {
  const town = JSON.parse(SAMPLE);
  change(town);
  return JSON.stringify(town, null, 1);
};
const townOf = (change?: (town: AnyFile) => void) => readTownJson(file(change), "t.json").town;
const faultsOf = (text: string): string[] => {
  try {
    readTownJson(text, "t.json");
    return [];
  } catch (error) {
    if (error instanceof FileFault) return error.faults;
    throw error;
  }
};

describe("checking a town file", () => {
  test("names every fault at once, with line, field and what was expected", () => {
    const text = file((town) => {
      town.departments[0].office = "yes";
      town.people[2].enterprise = "Q77";
      town.people.push({ id: "沈燕", role: "boss" });
      town.events[0].start = "soon";
      town.policies[1].parent = "nope";
      town.rules.sent_at = "9:00";
      town.enterprises[1].name = "x\u0000";
    });
    const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split("\n").length;
    const faults = faultsOf(text);
    expect(faults).toHaveLength(9);
    for (const fault of [
      `${lineOf('"sent_at"')}: rules.sent_at: expected a time of day, HH:MM`,
      `${lineOf('"office": "yes"')}: departments[0].office: Invalid input: expected boolean, received string`,
      `${lineOf('"departments"')}: departments: expected exactly one department with "office": true, got 0`,
      `${lineOf('"Q77"')}: people[2].enterprise: no enterprise "Q77"`,
      `${lineOf('"boss"')}: people[10].role: Invalid option: expected one of "enterprise"`,
      'people[10].id: "沈燕" stands twice',
      `${lineOf('"soon"')}: events[0].start: expected a time with its offset, 2026-09-14T09:00:00+08:00`,
      `${lineOf('"nope"')}: policies[1].parent: no policy "nope"`,
      "enterprises[1].name: holds a character that can not be stored",
    ])
      expect(faults).toContainEqual(expect.stringContaining(fault));
  });

  test("says on which line it stops being JSON", () => {
    expect(faultsOf('{\n "a": 1,\n oops\n}')).toEqual([expect.stringMatching(/^3: not JSON: /)]);
    expect(faultsOf('{\n "a": [1')).toEqual([expect.stringMatching(/^2: not JSON: /)]);
    for (const text of ["", "3", "null", "[]", '{"people": 3, "departments": [null]}'])
      expect(faultsOf(text).length).toBeGreaterThan(0);
  });

  test("nothing stands above itself", () => {
    const text = file((town) => {
      town.departments[1].parent = town.departments[2].id;
      town.departments[2].parent = town.departments[1].id;
      town.policies[0].parent = town.policies[0].id;
    });
    expect(faultsOf(text)).toHaveLength(3);
    expect(faultsOf(text)[0]).toMatch(/departments\[1\]\.parent: is above itself/);
  });

  test("points at what is allowed and hardly meant", () => {
    const { doubts } = readTownJson(
      file((town) => {
        town.peeple = [];
        town.people[0].departmnet = "供电局";
        town.enterprises[0].taste = "sweet";
      }),
      "t.json",
    );
    expect(doubts).toEqual([
      expect.stringMatching(/^\d+: peeple: is no field/),
      expect.stringMatching(/^\d+: people\[0\]\.departmnet: is no field/),
      expect.stringMatching(/nobody is listed for .*水务公司/),
    ]);
  });
});

describe("importing a town", () => {
  const now = local("2026-09-01 09:00");
  const ledger = () => new Ledger({ db: database.db, close: async () => {} });
  const bring = (town = townOf(), at = now) => importTown(ledger(), facts.published, town, at);
  const load = async () => (await ledger().look().town.loadTown())!;
  beforeEach(() => database.clear());

  test("again it finds nothing to do, and keeps no versions of what did not change", async () => {
    await bring();
    const diff = diffTown(await load(), keepBindings(await load(), townOf()));
    expect(isEmpty(diff), JSON.stringify(diff)).toBe(true);
    await bring();
    expect(await database.db.policyVersion.count()).toBe(0);
  });

  test("the diff names what is added, what changes and in which field, and what stays", async () => {
    await bring();
    const town = townOf((t) => {
      t.enterprises[0].park = "新园";
      t.enterprises[0].size = "小微";
      t.enterprises.splice(2, 1);
      t.people.find((p: { id: string }) => p.id === "温晓").liaison_for = ["Q01"];
      t.enterprises.push({ id: "Q9", name: "新来的厂" });
      t.policies[0].clauses = Object.fromEntries(Object.entries(t.policies[0].clauses).reverse());
      t.rules.sent_at = "08:30";
    });
    const { settings, parts } = diffTown(await load(), town);
    expect(settings).toEqual(["rules.sent_at"]);
    expect(parts.filter(({ added, changed }) => added.length + changed.length > 0)).toEqual([
      { part: "people", added: [], changed: ["温晓 (liaisonFor)"], same: 9, unnamed: 0 },
      {
        part: "enterprises",
        added: ["Q9 新来的厂"],
        changed: [expect.stringMatching(/^Q01 .*\((park, size|size, park)\)$/)],
        same: 1,
        unnamed: 1,
      },
      { part: "policies", added: [], changed: [expect.stringMatching(/\(clauses\)$/)], same: 6, unnamed: 0 },
    ]);
  });

  test("keeps what the file does not name, versions of policies, and what people did in chat", async () => {
    await bring();
    const { town: rows } = ledger().look();
    await rows.updatePerson("秦师傅", { enterprise: "Q02", role: "enterprise" });
    await rows.updatePerson("罗工", { muted: true });
    await bring(
      townOf((t) => {
        t.people = t.people.filter((p: { id: string }) => p.id !== "老冯");
        t.groups = [];
        t.policies[0].title = "新题目";
      }),
    );
    const people = new Map((await load()).people.map((p) => [p.id, p]));
    expect(people.has("老冯")).toBe(true);
    expect(people.get("秦师傅")).toMatchObject({ role: "enterprise", enterprise: "Q02" });
    expect(people.get("罗工")?.muted).toBe(true);
    expect(await database.db.policyVersion.findMany()).toEqual([
      expect.objectContaining({ policyId: "YX1", version: 1 }),
    ]);
    expect((await load()).policies[0]).toMatchObject({ id: "YX1", title: "新题目" });
  });

  test("a fault in the middle leaves everything as it was", async () => {
    await bring();
    const before = await load();
    const broken = townOf((t) => {
      t.enterprises[0].name = "改过的名";
    });
    broken.events[0]!.seats = Number.NaN;
    await expect(bring(broken)).rejects.toThrow();
    expect(await load()).toEqual(before);
  });

  test("hangs up the bells of its events, and hangs them anew when the start is moved", async () => {
    await bring();
    const waiting = () =>
      database.db.reminder.findMany({
        where: { kind: { not: "window" }, state: "waiting" },
        orderBy: { dueAt: "asc" },
      });
    expect((await waiting()).map(({ stage }) => stage)).toEqual(["T-3d", "T-1d", "closing", "T-2h", "after"]);
    await bring(
      townOf((t) => {
        t.events[0].start = "2026-09-23T09:00:00+08:00";
        t.events[0].end = "2026-09-23T11:00:00+08:00";
      }),
    );
    const moved = await waiting();
    expect(moved).toHaveLength(5);
    expect(moved.every(({ key }) => key.includes("2026-09-23"))).toBe(true);
  });

  test("a bot that holds the old town goes by the new one from its next look", async () => {
    await bring();
    const keeper = new TownKeeper(facts);
    expect((await keeper.current(ledger().look())).town.rules.sent_at).toBe("09:00");
    await bring(
      townOf((t) => {
        t.rules.sent_at = "08:30";
      }),
    );
    expect((await keeper.current(ledger().look())).town.rules.sent_at).toBe("08:30");
  });

  test("takes ten thousand companies in seconds", { timeout: 30_000 }, async () => {
    const many = townOf((t) => {
      for (let i = 0; i < 10_000; i++)
        t.enterprises.push({ id: `E${i}`, name: `第${i}号机械厂`, short: [`机械${i}号`], size: "规上" });
    });
    const start = performance.now();
    await bring(many);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect((await load()).enterprises).toHaveLength(10_003);
  });
});
