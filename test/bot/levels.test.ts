import { readFileSync } from "node:fs";
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { ticketsOf } from "../../bot/conversation/read-turn.ts";
import { HANDLERS } from "../../handlers/index.ts";
import { TestBot, to, useDatabase } from "../support/bot.ts";
import { withLevels } from "../support/levels.ts";

const database = useDatabase();
const BLOCKED = "我们厂门口的雨污管网堵了，污水倒灌进窑炉车间，电话13855556666，请派人疏通";

test("a ticket goes up to the city and down again, and its clock runs on", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database, withLevels);
  const ticket = async () => (await bot.ledger.look().tickets.findTickets({}))[0]!;
  await bot.inPrivate("锦程机械的人", BLOCKED);
  const dates = ({ assignBy, replyBy, resolveBy }: Awaited<ReturnType<typeof ticket>>) => [
    assignBy,
    replyBy,
    resolveBy,
  ];
  const opened = await ticket();
  expect(opened).toMatchObject({ lead: "东湖区住建局", status: "已交办", tracker: null });

  const bare = await bot.inPrivate("东湖区住建员", "转市里");
  expect(to(bare, "东湖区住建员")).toContain("理由");
  const raised = await bot.inPrivate("东湖区住建员", "主管网是市管的，区里没有施工权限");
  expect(await ticket()).toMatchObject({ lead: "住建局", status: "待交办", tracker: "东湖区住建局" });
  expect(to(raised, "许主任")).toContain("主管网是市管的");
  expect(to(raised, "东湖区办")).toBe("");

  const taken = await bot.inPrivate("许主任", "同意");
  expect(await ticket()).toMatchObject({ lead: "住建局", status: "已交办" });
  expect(to(taken, "市住建员")).toContain("【交办】");
  const pressed = await bot.inPrivate("东湖区住建员", "催一下锦程机械那件");
  expect(to(pressed, "市住建员")).toContain("【催办】");
  await bot.inPrivate("东湖区住建员", "办结：今天疏通了80米管道，污水已退");
  expect((await ticket()).status).toBe("已交办");

  const sent = await bot.inPrivate("市住建员", "这段支管在区里红线内，下转到区住建局办");
  expect(await ticket()).toMatchObject({ lead: "东湖区住建局", status: "已交办", tracker: null });
  expect(to(sent, "西山区住建员")).toBe("");
  const disputed = await bot.inPrivate("东湖区住建员", "红线图上是市政主管，不归区里管，请市住建局办理");
  expect((await ticket()).status).toBe("派单争议");
  // Both sides, side by side.
  expect(to(disputed, "许主任")).toMatch(/\n住房和城乡建设局：.*红线内/);
  expect(to(disputed, "许主任")).toMatch(/\n东湖区住建局：.*市政主管/);
  await bot.inPrivate("东湖区办", "同意");
  expect((await ticket()).status).toBe("派单争议");

  await bot.inPrivate("许主任", "交给市住建局");
  const done = await bot.inPrivate("市住建员", "办结：今天疏通了80米雨污管道，车间积水已退");
  expect(to(done, "东湖区住建员")).toContain("【对口跟踪】");
  expect(await ticket()).toMatchObject({ status: "待回访", tracker: "东湖区住建局" });
  expect(dates(await ticket())).toEqual(dates(opened));
}, 60_000);

/** What somebody of the other district may try, for each handler. */
const TRIES: Record<string, [from: string, text: string][]> = {
  clarify: [["西山区住建员", "第一件"]],
  "ask-event": [["西山区专员", "那个会几点开始，还有位子吗"]],
  offer: [["百味调料的人", "好的"]],
  bind: [["百味调料的人", "绑定锦程机械"]],
  invite: [["西山区专员", "给锦程机械开个邀请码"]],
  colleagues: [["西山区专员", "锦程机械有哪些人"]],
  "hand-over": [["西山区专员", "东湖区专员调走了，他联系的企业交给我"]],
  "campaign-status": [["西山区区长", "走访进度怎么样了"]],
  "campaign-ledger": [["西山区区长", "把两清单一台账发我"]],
  "company-card": [
    ["西山区区长", "明天去锦程机械，给我看看情况"],
    ["西山区专员", "明天去锦程机械，给我看看情况"],
  ],
  "problem-lists": [["西山区区长", "问题清单的三个数"]],
  indicator: [["百味调料的人", "第3项指标谁牵头"]],
  "report-behind": [["西山区区长", "9月份未答复的是哪几件"]],
  review: [["西山区办", "月评议建议"]],
  leave: [["西山区办", "东湖区住建员明天起请假到周五，由西山区住建员代理"]],
  "internal-note": [["西山区专员", "NO 内部备注：这家要留意"]],
  "me-too": [["百味调料的人", "我们也是"]],
  "push-choice": [["百味调料的人", "不要再推政策了"]],
  "to-person": [["百味调料的人", "转人工"]],
  snooze: [["西山区住建员", "明天上午再提醒我"]],
  season: [["西山区区长", "这一季的恳谈会办得怎么样"]],
  "session-papers": [["西山区办", "把恳谈会的材料发我"]],
  letters: [["西山区办", "督办函有哪些"]],
  missed: [["西山区专员", "锦程机械还有哪些政策没享受"]],
  profile: [
    ["西山区专员", "锦程机械是什么情况"],
    ["西山区住建员", "你们记了锦程机械哪些信息"],
  ],
  "take-over": [["西山区专员", "锦程机械这家我来回复"]],
  "quiet-please": [["百味调料的人", "别再给我发提醒"]],
  office: [["西山区办", "NO交给西山区住建局"]],
  rearrange: [["西山区办", "把NO和NO2合并"]],
  "report-request": [["西山区区长", "出一下9月份的通报"]],
  cadre: [
    ["西山区住建员", "NO办结：今天疏通了80米管道，污水已退"],
    ["西山区办", "还有哪些在办的"],
    ["西山区办", "锦程机械最近反映过什么"],
  ],
  visit: [["西山区专员", "今天走访了锦程机械，反映门口积水，想装路灯"]],
  report: [["西山区专员", "锦程机械反映厂门口的雨污管网堵了，污水倒灌"]],
  callback: [["百味调料的人", "NO满意"]],
  "my-matters": [
    ["西山区专员", "NO到哪一步了"],
    ["西山区区长", "锦程机械的事情办得怎么样了"],
    ["百味调料的人", "催一下NO"],
    ["百味调料的人", "我们的事什么进展"],
  ],
  redeem: [["西山区住建员", "给锦程机械兑现了增容补贴5万"]],
  redeemed: [["西山区区长", "锦程机械今年兑现了多少"]],
  service: [["西山区专员", "用气报装多久"]],
  "guide-gaps": [["西山区办", "技改补助的指南还缺什么"]],
  eligible: [["百味调料的人", "我们能享受什么政策"]],
  "ask-policy": [["西山区专员", "锦程机械能报技改补贴吗"]],
  keeper: [["西山区办", "未解答的问题有哪些"]],
  announce: [["西山区专员", "请锦程机械参加周五的恳谈会"]],
  arrange: [["西山区办", "以后每月15号下午两点开恳谈会"]],
  "check-in": [["百味调料的人", "签到"]],
  "session-record": [["西山区专员", "锦程机械：门口积水，住建局牵头，月底前办"]],
  "written-matter": [["百味调料的人", "人来不了，书面提一个问题：门口路灯不亮"]],
  match: [["西山区专员", "锦程机械和百味调料对接一下模具"]],
  "department-call": [["西山区住建员", "确认参加"]],
  "sign-up": [["西山区专员", "锦程机械报名恳谈会，张三参加"]],
  talk: [["西山区住建员", "你好"]],
};

test("nobody of another district learns of a ticket, or touches it, through any door", async () => {
  expect(Object.keys(TRIES).sort()).toEqual(HANDLERS.map(({ name }) => name).sort());
  const bot = await TestBot.at("2026-09-14 09:00", database, withLevels);
  const { tickets } = bot.ledger.look();
  await bot.inPrivate("锦程机械的人", BLOCKED);
  await bot.inPrivate("锦程机械的人", "窑炉用的天然气压力不够，请燃气公司看看");
  const [own, city] = await tickets.findTickets({});
  expect([own!.lead, own!.tracker, city!.lead, city!.tracker]).toEqual([
    "东湖区住建局",
    null,
    "燃气公司",
    "东湖区营商办",
  ]);
  const before = bot.stage.sent.length;
  const rounds = Math.max(...Object.values(TRIES).map((tries) => tries.length));
  for (let round = 0; round < rounds; round++) {
    // One message a person at a time: each in their own chat.
    const left = Object.values(TRIES).flatMap((tries) => tries.slice(round, round + 1));
    while (left.length > 0) {
      const together = left.filter(([from], i) => left.findIndex(([other]) => other === from) === i);
      for (const one of together) {
        left.splice(left.indexOf(one), 1);
        const [from, text] = one;
        const said = text.replaceAll("NO2", city!.no).replaceAll("NO", own!.no);
        await bot.stage.hand({ kind: "private", id: from }, { from, text: said, type: "text", mention: false });
      }
      await bot.stage.advance(new Date(bot.stage.now.getTime() + 150_000));
    }
  }
  const files = bot.stage.sent.flatMap(({ row }) => row.files as { name: string; path: string }[]);
  // Past the reply date: the ladder rings for those whom it concerns.
  await bot.until("2026-09-29 10:00");
  const foreign = new Set(bot.town.people.filter(({ id }) => /^(?:西山区|百味)/.test(id)).map(({ id }) => id));
  const heard = bot.stage.sent.slice(before).filter(({ row }) => foreign.has(row.toId));
  expect(heard.length).toBeGreaterThan(10);
  for (const { row } of heard) {
    // A number that they typed themselves may be said back; nothing of what stands behind it.
    expect(row.text, row.text).not.toMatch(/雨污|倒灌|窑炉|13855556666|东湖区|天然气压力/);
    expect(row.tickets).not.toContain(own!.no);
    expect(row.tickets).not.toContain(city!.no);
  }
  const after = await tickets.findTickets({ company: "D01" });
  expect(after.map(({ no }) => no)).toEqual([own!.no, city!.no]);
  for (const { history } of after) expect(history.filter(({ by }) => foreign.has(by))).toEqual([]);
  for (const person of bot.town.people.filter(({ id }) => foreign.has(id)))
    expect((await ticketsOf(bot.ledger.look(), person, bot.town)).filter(({ company }) => company === "D01")).toEqual(
      [],
    );
  expect(
    (await bot.ledger.look().records.auditLog()).filter(({ event }) => event === "越权尝试").length,
  ).toBeGreaterThan(4);
  expect(files).toEqual([]);

  // Their own district and the city do.
  await bot.inPrivate("东湖区区长", "出一下9月份的通报");
  const [given] = bot.stage.sent
    .flatMap(({ row }) => row.files as { name: string; path: string }[])
    .filter(({ name }) => name.endsWith(".xlsx"));
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(readFileSync(given!.path).buffer as ArrayBuffer);
  const cells: string[] = [];
  book.eachSheet((sheet) => sheet.eachRow((row) => cells.push(JSON.stringify(row.values))));
  expect(cells.join()).toContain(own!.no);
  // The city's figures are the city's, though the district follows the ticket.
  expect(cells.join()).not.toContain(city!.no);
}, 60_000);
