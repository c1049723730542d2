import { beforeEach, describe, expect, test } from "vitest";
import type { Town } from "../../domain/town.ts";
import { local, TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const EVENT = {
  id: "T1",
  name: "政企交流主题日第1期",
  start: local("2026-09-16 14:30"),
  end: local("2026-09-16 16:30"),
  place: "商务中心一楼",
  theme: "用工",
  seats: 2,
  signupUntil: local("2026-09-15 12:00"),
  mode: "报名+点名",
  series: "S1",
  issue: 1,
};
const withEvent = (town: Town): Town => ({
  ...town,
  events: [EVENT],
  people: [
    ...town.people,
    { id: "小周", name: "周敏", role: "enterprise", enterprise: "Q03", liaisonFor: [], muted: false },
  ],
});

describe("a session", () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await TestBot.at("2026-09-14 09:00", database, withEvent);
  });
  const signups = () => database.db.signup.findMany({ orderBy: { position: "asc" } });
  const office = (text: string) => bot.inPrivate("许主任", text).then((heard) => to(heard, "许主任"));

  describe("signing up", () => {
    test("a 接龙 list is read line by line, each company once; who cancelled is not put back", async () => {
      await bot.inGroup("温晓", "@小助手 #接龙 政企交流主题日\n1. 青禾 沈燕 2人\n2. 大海五金 郑大海 1人");
      expect(await signups()).toMatchObject([
        { company: "Q01", count: 2, status: "报名" },
        { company: "Q02", count: 1, status: "报名" },
      ]);
      await bot.inGroup("沈燕", "@小助手 青禾不来了，取消报名");
      const again = await bot.inGroup(
        "小周",
        "@小助手 #接龙 政企交流主题日\n1. 青禾 沈燕 2人\n2. 大海五金 郑大海 1人\n3. 明川 周敏 1人",
      );
      expect((await signups()).map((s) => [s.company, s.status])).toEqual([
        ["Q01", "取消"],
        ["Q02", "报名"],
        ["Q03", "报名"],
      ]);
      expect(to(again, "青石园企业群")).not.toContain("青禾");
    });

    test("sign-ups of one window share a receipt, and no problem is repeated in the group", async () => {
      await bot.inGroup("沈燕", "@小助手 青禾报名交流日，我去，想谈宿舍紧张的事", { wait: 10 });
      const heard = await bot.inGroup("老郑", "@小助手 大海五金报名交流日，我去，反映门口积水", { wait: 300 });
      const group = heard.filter((one) => one.to === "青石园企业群");
      expect(group).toHaveLength(1);
      expect(group[0]!.text).toMatch(/青禾[\s\S]*大海五金/);
      expect(group[0]!.text).not.toMatch(/宿舍|积水/);
      expect((await signups()).map((s) => s.topic)).toEqual([
        expect.stringContaining("宿舍"),
        expect.stringContaining("积水"),
      ]);
    });

    test("another company's seat is not one's own to give back; a waiting company moves up and is told", async () => {
      await bot.inPrivate("沈燕", "青禾报名交流日，我去");
      await bot.inPrivate("老郑", "大海五金报名交流日，我去");
      expect(to(await bot.inPrivate("小周", "明川报名交流日，我去"), "小周")).toContain("候补第1位");
      await bot.inPrivate("小周", "青禾不来了，取消青禾交流日的报名");
      expect((await signups())[0]).toMatchObject({ company: "Q01", status: "报名" });
      const moved = await bot.inPrivate("老郑", "大海五金交流日来不了，取消报名");
      expect(to(moved, "小周")).toContain("由候补转为报名");
      expect((await signups())[2]).toMatchObject({ company: "Q03", status: "报名" });
    });

    test("called in private, asked again in private before the closing, never in the group; leave with a delegate", async () => {
      const called = await bot.inPrivate("许主任", "点名请青禾、大海五金、明川参加政企交流主题日第1期");
      for (const who of ["沈燕", "老郑", "小周"]) expect(to(called, who)).toContain("请您单位参加");
      await bot.inPrivate("沈燕", "参加");
      await bot.inPrivate("老郑", "我出差，派李工参加");
      expect(await office("第1期谁还没回复")).toMatch(/未回复：.*明川/);
      const reminded = await bot.until("2026-09-15 12:00");
      expect(to(reminded, "小周")).toContain("还没收到回复");
      expect(reminded.filter((one) => one.to === "青石园企业群")).toEqual([]);
      expect((await signups()).map((s) => [s.company, s.status, s.delegate])).toEqual([
        ["Q01", "已确认", null],
        ["Q02", "请假", "李工"],
        ["Q03", "未回复", null],
      ]);
    });
  });

  test("departments that have to come are told at the closing, and confirm or send somebody", async () => {
    await bot.inPrivate("沈燕", "青禾报名交流日，我去，想反映3号楼老是跳闸");
    const closing = await bot.until("2026-09-15 12:30");
    expect(to(closing, "罗工")).toMatch(/参会通知[\s\S]*青禾/);
    expect(to(closing, "小方")).toContain("用工");
    expect(to(closing, "许主任")).toMatch(/参加1家1人/);
    expect(to(await bot.inPrivate("罗工", "派小李参加"), "罗工")).toContain("由小李参加");
    expect(to(await bot.inPrivate("小方", "参加"), "小方")).toContain("你单位参加");
    expect(await office("哪些部门要来参加")).toMatch(
      /供电局（派小李）[\s\S]*人力资源和社会保障局（已确认）|人力资源和社会保障局（已确认）[\s\S]*供电局（派小李）/,
    );
  });

  test("written matters count like those that are said; the seat goes to who waits", async () => {
    await bot.inPrivate("沈燕", "青禾报名交流日，我去");
    await bot.inPrivate("老郑", "大海五金报名交流日，我去");
    await bot.inPrivate("小周", "明川报名交流日，我去");
    const heard = await bot.inGroup("沈燕", "@小助手 交流日人来不了，书面提一个问题：厂区门口的路灯一直不亮");
    expect(to(heard, "青石园企业群")).not.toContain("路灯");
    expect(to(heard, "沈燕")).toMatch(/书面问题已收下[\s\S]*路灯/);
    expect(to(heard, "小周")).toContain("由候补转为报名");
    expect(await database.db.ticket.findMany()).toMatchObject([{ source: "恳谈会", company: "Q01" }]);
    expect(await database.db.eventMatter.findMany()).toMatchObject([{ how: "书面", company: "Q01", line: 1 }]);
  });

  describe("on the day", () => {
    beforeEach(async () => {
      await bot.inPrivate("沈燕", "青禾报名交流日，我和王姐2人去");
      await bot.inPrivate("老郑", "大海五金报名交流日，我去");
      await database.db.event.update({ where: { id: "T1" }, data: { doorCode: "4821" } });
      await bot.until("2026-09-16 14:20");
    });

    test("who is on the list checks in by a word, who is not by the code", async () => {
      const heard = await bot.inGroup("沈燕", "@小助手 到了", { wait: 5 });
      expect(heard).toEqual([]);
      expect(to(await bot.inGroup("老郑", "@小助手 签到"), "青石园企业群")).toMatch(
        /青禾食品（2人）：已签到[\s\S]*大海五金：已签到/,
      );
      expect(to(await bot.inPrivate("小周", "到了"), "小周")).toContain("名单上没有");
      expect(to(await bot.inPrivate("小周", "签到 1111"), "小周")).toContain("签到码不对");
      expect(to(await bot.inPrivate("小周", "签到 4821 3人"), "小周")).toContain("明川装备（3人）：已签到");
      expect((await signups()).map((s) => s.arrived)).toEqual([2, 1, 3]);
      expect(to(await bot.inGroup("小周", "货到了", { mention: false }), "青石园企业群")).toBe("");
    });

    test("a line a problem: ticket, owner and date before people leave; a slip is taken back; receipts follow", async () => {
      await bot.inPrivate("沈燕", "到了");
      const noted = await office(
        "记录：\n1. 青禾：3号楼老跳闸，供电局周五前上门检查\n2. 大海五金：厂门口井盖坏了\n3. 没写企业的一条\n4. 大海五金：写错的一条，晚上太吵",
      );
      expect(noted).toMatch(/已记3条/);
      expect(noted).toMatch(/第1条 青禾[\s\S]*云溪供电局，承诺9月18日前上门检查/);
      expect(noted).toContain("没写是哪家企业");
      const undone = await office("撤销第3条");
      expect(undone).toContain("第3条已撤销");
      expect(await office("记录：青禾：供电局承诺9月25日前增容完成")).toContain("已加承诺");
      const tickets = await database.db.ticket.findMany({ include: { commitments: true }, orderBy: { no: "asc" } });
      expect(tickets).toMatchObject([
        {
          company: "Q01",
          lead: "供电局",
          source: "恳谈会",
          status: "已交办",
          commitments: [{ by: "2026-09-18" }, { by: "2026-09-25" }],
        },
        { company: "Q02", lead: "城管局", source: "恳谈会" },
        { status: "已撤回" },
      ]);
      expect(tickets.every((t) => t.status === "已撤回" || t.replyBy !== null)).toBe(true);
      const after = await bot.until("2026-09-16 17:00");
      expect(to(after, "沈燕")).toMatch(/您提的1个问题已登记[\s\S]*承诺9月18日前/);
      expect(to(after, "老郑")).not.toContain("太吵");
      expect(after.filter((one) => one.to === "青石园企业群")).toEqual([]);
      await bot.inPrivate("罗工", "办结：9月16日供电局已更换3号楼变压器，容量由200千伏安增到400千伏安，恢复正常供电");
      expect(to(await bot.until("2026-09-16 18:00"), "沈燕")).toBeDefined();
      expect(
        (await database.db.outbox.findMany({ where: { toId: "沈燕", text: { contains: "满意" } } })).length,
      ).toBeGreaterThan(0);
    });

    test("brief, list, code, minutes and figures are the office's, in private, with files", async () => {
      expect(await office("第1期签到码")).toContain("4821");
      await bot.inPrivate("沈燕", "到了");
      await office("记录：青禾：3号楼老跳闸，供电局周五前上门检查");
      const said: [string, RegExp, string][] = [
        ["第1期会前材料", /参加2家3人/, "政企交流主题日第1期会前材料.docx"],
        ["出一下第1期会议纪要", /参会1家2人/, "政企交流主题日第1期纪要.docx"],
        [
          "今年恳谈会办了多少期，解决了多少问题",
          /共1期1场，参会企业1家次.*2人次[\s\S]*收集问题1个，有措施1个（100.0%），已解决0个（0.0%）；已回访0个，满意0个，满意率—/,
          "2026年恳谈会等活动统计.xlsx",
        ],
      ];
      for (const [words, answer, file] of said) {
        expect(await office(words)).toMatch(answer);
        expect(bot.stage.sent.at(-1)!.row.files).toMatchObject([{ name: file }]);
      }
      const shown = await bot.inGroup("许主任", "@小助手 第1期报名名单");
      expect(to(shown, "青石园企业群")).toBe("");
      for (const words of ["出一下第1期会议纪要", "今年恳谈会办了多少期，解决了多少问题"])
        expect((await bot.inPrivate("老郑", words)).every((one) => !/问题\d+个|人次/.test(one.text))).toBe(true);
    });
  });
});

describe("matching", () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await TestBot.at("2026-09-14 09:00", database, withEvent);
  });
  const NAMES = { 沈燕: /大海|五金制品厂|郑大海/, 老郑: /青禾|沈燕/ };
  const propose = () => bot.inPrivate("许主任", "撮合：青禾需要找一批不锈钢托盘，大海五金能做");
  const nameless = (heard: Awaited<ReturnType<typeof propose>>) => {
    for (const [who, names] of Object.entries(NAMES)) expect(to(heard, who)).not.toMatch(names);
  };

  test("no name passes before both have said yes", async () => {
    const asked = await propose();
    nameless(asked);
    expect(to(asked, "沈燕")).toContain("不锈钢托盘");
    expect(to(asked, "老郑")).toContain("不锈钢托盘");
    nameless(await bot.inPrivate("沈燕", "愿意"));
    const both = await bot.inPrivate("老郑", "可以");
    expect(to(both, "沈燕")).toMatch(NAMES.沈燕);
    expect(to(both, "老郑")).toMatch(NAMES.老郑);
    expect(await database.db.match.findMany()).toMatchObject([{ state: "已互通", seeker: "Q01", offerer: "Q02" }]);
  });

  test.each([
    ["a no", async () => void nameless(await bot.inPrivate("老郑", "不方便，算了"))],
    ["silence", async () => {}],
  ])("%s ends it without a name", async (_, answer) => {
    await propose();
    nameless(await bot.inPrivate("沈燕", "愿意"));
    await answer();
    nameless(await bot.until("2026-09-23 12:00"));
    expect((await database.db.match.findMany())[0]!.state).toMatch(/未成|过期/);
    expect(bot.stage.sent.filter(({ row }) => row.toId === "沈燕").at(-1)!.row.text).toContain("没有成");
  });
});
