import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import type { Town } from "../../domain/town.ts";
import { TestBot, useDatabase } from "../support/bot.ts";
import { withLevels } from "../support/levels.ts";

const database = useDatabase();

const change = (town: Town): Town => {
  const levels = withLevels(town);
  const reply = { days: 3, unit: "natural", roll: "none" } as const;
  const rules = { ...levels.rules, reply, daily_digest: true, weekly_supervision: 1, weekly_bulletin: 2 };
  return { ...levels, rules };
};

/** All words of a workbook or a document. */
const wordsOf = (path: string): string =>
  Object.entries(unzipSync(readFileSync(path)))
    .filter(([name]) => /\.xml$/.test(name))
    .map(([, bytes]) => strFromU8(bytes).replace(/<[^>]+>/g, " "))
    .join(" ");

test("digests, the weekly 督办, and bulletins as message, docx and xlsx hold nothing of another district", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database, change);
  await bot.inPrivate("锦程机械的人", "我们厂门口的雨污管网堵了，污水倒灌进窑炉车间，请派人疏通");
  await bot.inPrivate("百味调料的人", "我们厂门口的雨污管网堵了，污水漫进晾晒场，请派人疏通");
  await bot.inPrivate("锦程机械的人", "窑炉用的天然气压力不够，请燃气公司看看");
  const [east, west, city] = await bot.ledger.look().tickets.findTickets({});
  expect([east!.lead, west!.lead, city!.lead]).toEqual(["东湖区住建局", "西山区住建局", "燃气公司"]);
  // Past the reply date, so that digests, 督办 and the ladder all have something to say.
  await bot.until("2026-09-22 12:00");
  for (const leader of ["东湖区区长", "西山区区长"]) await bot.inPrivate(leader, "出一下9月份的通报");
  const heard = bot.stage.sent.map(({ row }) => ({
    to: row.toId,
    kind: row.kind,
    text: row.text,
    tickets: row.tickets,
    files: (row.files as { name: string; path: string }[]).map(({ name, path }) => ({ name, words: wordsOf(path) })),
  }));
  const of = (people: RegExp) => heard.filter(({ to }) => people.test(to));
  const OF_EAST = new RegExp(`${east!.no}|${city!.no}|倒灌|窑炉|天然气|锦程`);
  const OF_WEST = new RegExp(`${west!.no}|晾晒|百味`);
  const districts = [
    { people: /^(?:东湖区|锦程)/, own: east!.no, foreign: OF_WEST, name: "西山区" },
    { people: /^(?:西山区|百味)/, own: west!.no, foreign: OF_EAST, name: "东湖区" },
  ];
  for (const { people, own, foreign, name } of districts) {
    const theirs = of(people);
    for (const { to, text, tickets, files } of theirs) {
      expect(`${text} ${tickets}`, to).not.toMatch(foreign);
      for (const file of files) expect(file.words, `${to}: ${file.name}`).not.toMatch(foreign);
      for (const file of files) expect(file.words, `${to}: ${file.name}`).not.toContain(name);
    }
    // What is theirs is there, in each of the papers.
    const told = (word: string) => theirs.some(({ text }) => text.includes(word) && text.includes(own));
    expect([told("【超期】"), told("【每周督办】")]).toEqual([true, true]);
    const [docx, xlsx] = ["docx", "xlsx"].map((end) =>
      theirs.flatMap(({ files }) => files).find((file) => file.name.endsWith(end)),
    );
    expect(xlsx!.words).toContain(own);
    expect(docx).toBeDefined();
  }
  // Bulletins that come by themselves are for the city; no company gets any paper.
  const unasked = heard.filter(({ kind }) => kind === "report").map(({ to }) => to);
  expect([...new Set(unasked)].sort()).toEqual(["江市长", "许主任"].sort());
  expect(of(/的人$/).filter(({ kind, files }) => kind === "reminder" || files.length > 0)).toEqual([]);
}, 60_000);
