import { expect, test } from "vitest";
import { reviewOf } from "../../desk/review.ts";
import { makeCalendar } from "../../domain/calendar.ts";
import { reviewPaper } from "../../reports/review-docx.ts";
import { published } from "../domain/facts.ts";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();

test("what several companies have raised in a month is proposed with its tickets, to the office alone", async () => {
  const bot = await TestBot.at("2026-09-07 09:00", database);
  await bot.inPrivate("沈燕", "员工子女上学名额太少，外地员工孩子进不了公办学校");
  await bot.inPrivate("老郑", "我们员工的孩子上不了公办小学，名额不够");
  await bot.inPrivate("沈燕", "发票额度不够用，想增版");
  const tickets = await bot.ledger.look().tickets.findTickets({});
  const [first, second, alone] = tickets.map(({ no }) => no);
  // The lane's own stays out, however alike.
  const secret = { ...tickets[0]!, no: "QQ-20260907-900", confidential: true };
  const { history: _h, commitments: _c, complainants: _w, attachments: _a, routing: _r, ...fields } = secret;
  await database.db.ticket.create({ data: fields });

  await bot.until("2026-10-08 09:00");
  const said = to(await bot.inPrivate("许主任", "月评议建议"), "许主任");
  expect(said).toContain("2026年9月评议建议（共3件诉求，1个议题）");
  expect(said).toContain("2家企业、2件，未答复2件，超期2件");
  expect(said).toContain(first);
  expect(said).toContain(second);
  expect(said).not.toContain(alone);
  expect(said).not.toContain("900");
  const row = await database.db.outbox.findFirstOrThrow({ where: { text: { contains: "评议建议（" } } });
  expect(row).toMatchObject({ toId: "许主任", files: [{ name: "2026年9月评议建议.docx" }] });
  for (const somebody of ["罗工", "沈燕", "江市长"])
    expect(to(await bot.inPrivate(somebody, "出一下9月评议建议"), somebody)).not.toContain(first);
});

test("what was merged counts with its parent: all complainants, one topic", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  await bot.inGroup("沈燕", "@小助手 园区从早上七点停电到现在，机器都停了");
  await bot.inGroup("老郑", "我们也是");
  const { now } = bot.stage;
  const desk = { now, town: bot.town, calendar: makeCalendar(published, {}), work: bot.ledger.look(), rings: [] };
  const review = (await reviewOf(desk, "2026-09"))!;
  expect(review.topics).toMatchObject([
    { companies: ["Q01", "Q02"], tickets: [expect.any(String), expect.any(String)] },
  ]);
  expect(await reviewOf(desk, "nonsense")).toBeNull();
});

test("the paper has each topic with its tickets, and how they were found", () => {
  const topic = {
    title: "停电",
    category: "供电",
    companies: 2,
    leads: ["供电局", "园区办"],
    open: 1,
    late: 0,
    dissatisfied: 0,
    again: 1,
  };
  const tickets = [{ no: "N1", company: "甲", title: "停电", unit: "供电局", status: "办理中" }];
  const parts = reviewPaper("2026-09", [{ ...topic, tickets }]);
  expect(parts.map(({ kind }) => kind)).toEqual(["title", "heading", "text", "table", "text", "text"]);
  expect(parts[2]).toMatchObject({ text: expect.stringContaining("建议由供电局到会说明成因和整改安排，园区办配合。") });
  expect(parts[3]).toMatchObject({ rows: [["N1", "甲", "停电", "供电局", "办理中"]] });
});
