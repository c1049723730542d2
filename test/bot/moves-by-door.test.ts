import { expect, test } from "vitest";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const NO = "QQ-20260914-001";
const NOT_OURS = "这是园区内部线路，产权归园区，按职责应由青石工业园管理办公室负责，退件";
const RESULT = "办结：已安排人员到3号楼检修线路，更换空开2个，恢复供电";

interface Step {
  move: string;
  from: string;
  /** What is typed, or what stands on the button of the speaker's newest card. */
  says?: string;
  presses?: string;
  /** Time passes first. */
  until?: string;
  after: Record<string, unknown>;
  told?: [who: string, what: string | RegExp][];
}

/** The sentence that carries each move, from the first to the last of one ticket's life. */
const LIFE: Step[] = [
  { move: "accept", from: "罗工", says: "接收", after: { status: "办理中" } },
  { move: "undo", from: "罗工", says: "点错了，撤回", after: { status: "已交办" } },
  {
    move: "return",
    from: "罗工",
    says: NOT_OURS,
    after: { status: "待交办", lead: "园区办" },
    told: [["许主任", "【退件】"]],
  },
  {
    move: "assign, asked to whom",
    from: "许主任",
    presses: "改派",
    after: { status: "待交办" },
    told: [["许主任", "哪个单位"]],
  },
  {
    move: "assign",
    from: "许主任",
    says: "供电局",
    after: { status: "已交办", lead: "供电局", replyBy: "2026-09-28" },
    told: [
      ["罗工", "【交办】"],
      ["沈燕", "由云溪供电局承办"],
    ],
  },
  {
    move: "dispute",
    from: "罗工",
    says: NOT_OURS,
    after: { status: "派单争议" },
    told: [
      ["许主任", "各方理由"],
      ["沈燕", "时限不变"],
    ],
  },
  {
    move: "arbitrate",
    from: "许主任",
    presses: "由云溪供电局承办",
    after: { status: "已交办", lead: "供电局", replyBy: "2026-09-28" },
    told: [["罗工", "【裁定】"]],
  },
  {
    move: "return after that",
    from: "罗工",
    says: NOT_OURS,
    after: { status: "已交办" },
    told: [["罗工", "已经裁定"]],
  },
  {
    move: "progress",
    from: "罗工",
    says: "已派人到现场看了线路",
    after: { status: "办理中" },
    told: [["沈燕", "有进展"]],
  },
  { move: "correct", from: "沈燕", says: "更正一下，是5号楼不是3号楼", after: {}, told: [["罗工", "5号楼"]] },
  { move: "urge", from: "沈燕", says: "催一下，还没人来修", after: { urges: 1 }, told: [["罗工", "【催办】"]] },
  { move: "extend, no day", from: "罗工", says: "申请延期", after: {}, told: [["罗工", "延到哪一天"]] },
  {
    move: "extend",
    from: "罗工",
    says: "延到10月15日，变压器要从外省调货",
    after: { replyBy: "2026-09-28" },
    told: [["许主任", "【申请延期】"]],
  },
  {
    move: "extend refused",
    from: "许主任",
    says: "不同意，抓紧",
    after: { replyBy: "2026-09-28" },
    told: [["罗工", "【不同意延期】"]],
  },
  {
    move: "extend again",
    from: "罗工",
    says: "申请延期到9月30日，变压器要从外省调货",
    after: {},
    told: [["许主任", "申请延到9月30日"]],
  },
  {
    move: "extend granted",
    from: "许主任",
    presses: "同意",
    after: { replyBy: "2026-09-30" },
    told: [["沈燕", "需要延长办理，9月30日前回复您"]],
  },
  {
    move: "extend when due was yesterday",
    until: "2026-10-08 10:00",
    from: "罗工",
    says: "申请延期到10月30日，变压器还没到",
    after: { replyBy: "2026-09-30" },
    told: [["罗工", "已过期限"]],
  },
  { move: "transfer", from: "许主任", says: `${NO} 转给园区办`, after: { lead: "园区办", replyBy: "2026-09-30" } },
  { move: "transfer back", from: "许主任", says: `${NO} 转给供电局`, after: { lead: "供电局", replyBy: "2026-09-30" } },
  {
    move: "close",
    from: "罗工",
    says: RESULT,
    after: { status: "待回访", tags: expect.arrayContaining(["超期"]) },
    told: [["沈燕", "更换空开2个"]],
  },
  {
    move: "不满意",
    from: "沈燕",
    presses: "不满意",
    after: { status: "重办", replyBy: "2026-10-22", tags: expect.arrayContaining(["超期"]) },
    told: [["罗工", "【重办】"]],
  },
  { move: "accept again", from: "罗工", presses: "接收", after: { status: "办理中" } },
  { move: "close again", from: "罗工", says: RESULT, after: { status: "待回访" } },
  { move: "confirm", from: "沈燕", says: "解决了", after: { status: "已办结", satisfaction: "满意" } },
  {
    move: "reopen",
    until: "2026-10-20 10:00",
    from: "沈燕",
    says: `${NO} 又跳闸了，没修好`,
    after: { status: "重办" },
  },
  { move: "close a third time", from: "罗工", says: RESULT, after: { status: "待回访" } },
  {
    move: "silence",
    until: "2026-10-23 10:00",
    from: "罗工",
    says: "手上还有几件",
    after: { status: "已办结", satisfaction: "未能回访", tags: expect.arrayContaining(["超期"]) },
  },
  {
    move: "reopen too late",
    until: "2026-11-24 10:00",
    from: "沈燕",
    says: `${NO} 又跳闸了，没修好`,
    after: { status: "已归档" },
    told: [["沈燕", "请作为新问题反映"]],
  },
];

async function press(bot: TestBot, person: string, word: string) {
  const row = await database.db.outbox.findFirstOrThrow({
    where: { toId: person, state: "sent", card: { not: { equals: null } as never } },
    orderBy: { id: "desc" },
  });
  const { buttons } = row.card as unknown as { buttons: { key: string; text: string }[] };
  const button = buttons.find(({ text }) => text === word);
  expect(button, `${word} among ${buttons.map(({ text }) => text)}`).toBeDefined();
  return bot.inPrivate(person, button!.key, { type: "button" });
}

test("one ticket through every move, by words and by buttons", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  await bot.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
  for (const { move, from, says, presses, until, after, told = [] } of LIFE) {
    if (until) await bot.until(until);
    const heard = presses ? await press(bot, from, presses) : await bot.inPrivate(from, says!);
    const [ticket] = await bot.ledger.look().tickets.findTickets({ no: NO });
    expect.soft(ticket, `${move}: ${JSON.stringify(heard.map((h) => [h.to, h.text]))}`).toMatchObject(after);
    for (const [who, what] of told) expect.soft(to(heard, who), move).toMatch(what);
  }
}, 60_000);
