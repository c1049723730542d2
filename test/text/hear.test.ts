import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Town } from "../../domain/town.ts";
import type { Role } from "../../domain/vocabulary.ts";
import { NOWHERE } from "../../text/hearing/bare.ts";
import { type HearingModels, hear } from "../../text/hearing/index.ts";
import { decodeModel, trainLinear } from "../../text/hearing/model/linear.ts";
import type { Heard, HearingContext } from "../../text/hearing/reading.ts";

const root = resolve(import.meta.dirname, "../..");
const models: HearingModels = {
  acts: decodeModel(readFileSync(join(root, "data/models/acts.bin"))),
  categories: trainLinear(
    [
      { text: "路灯坏了一排路面坑洼", label: "道路交通" },
      { text: "车间老是跳闸停电电压不稳", label: "供电" },
      { text: "招不到工缺人", label: "用工招聘" },
    ],
    { minRows: 1, folds: 0 },
  ),
};

const town: Town = NOWHERE;
const now = new Date("2026-09-14T02:00:00Z");

function said(
  text: string,
  how: {
    role?: Role;
    group?: boolean;
    called?: boolean;
    asked?: HearingContext["asked"];
    recent?: HearingContext["recent"];
    tickets?: HearingContext["tickets"];
    quote?: Heard["quote"];
    attachments?: number;
  } = {},
) {
  const group = how.group ?? false;
  return hear(
    {
      text,
      pieces: [{ text, type: "text", at: now }],
      attachments: how.attachments ?? 0,
      ...(how.quote ? { quote: how.quote } : {}),
      addressed: how.called ?? !group,
      chat: { kind: group ? "group" : "private", id: "c" },
      at: now,
    },
    {
      now,
      zone: town.zone,
      speaker: { id: "p", role: how.role ?? "enterprise", enterprise: "E1", liaisonFor: [] },
      town,
      ...(how.asked ? { asked: how.asked } : {}),
      tickets: how.tickets ?? [],
      recent: how.recent ?? [],
    },
    models,
  );
}
const acts = (reading: ReturnType<typeof said>) => reading.segments.map(({ act }) => act);

describe("one message, several matters", () => {
  test("a numbered list of two troubles and a question", () => {
    const reading = said(
      "领导好！反映三件事：1、我们车间老跳闸，机器都停了 2、厂门口路灯坏了半个月没人修 3、请问高企认定要什么条件？谢谢",
    );
    expect(acts(reading)).toEqual(["report", "report", "ask_policy"]);
    expect(reading.act).toBe("report");
  });
  test("a connective begins a second matter", () => {
    expect(acts(said("我们厂招不到焊工，缺二十个。另外门口那条路坑坑洼洼的也没人修"))).toEqual(["report", "report"]);
  });
});

describe("silence", () => {
  test.each(["收到", "1", "哈哈哈", "早上好[太阳]", "昨晚那场球踢得跟停了电似的哈哈", "谁家要拼单买橙子 还差两箱"])(
    "%s",
    (text) => {
      expect(said(text, { group: true }).act).toBe("noise");
    },
  );
  test("a plain trouble of one's own is heard in a group without a call", () => {
    expect(said("我们厂门口的路灯坏了一个星期了，晚上黑得看不见", { group: true }).act).toBe("report");
  });
});

describe("the bot's last question", () => {
  const callback: HearingContext["asked"] = { kind: "callback", at: now, ticketNo: "AB-20260901-001" };
  test("lukewarm praise is 基本满意 and confirms", () => {
    const reading = said("修是修好了 还行吧 就是拖得久了点", { asked: callback });
    expect(reading.segments[0]).toMatchObject({
      act: "rate",
      satisfaction: "基本满意",
      ticketNos: ["AB-20260901-001"],
    });
  });
  test("still broken is 不满意", () => {
    expect(said("根本没人来过", { asked: callback }).segments[0]).toMatchObject({
      act: "rate",
      satisfaction: "不满意",
    });
  });
  test("who sends a deputy takes leave", () => {
    expect(said("我出差，让王经理去", { asked: { kind: "rollcall", at: now } }).act).toBe("rollcall_leave");
  });
  test("where it is, is a detail of the draft", () => {
    expect(said("就在我们仓库后门那个消防栓边上", { asked: { kind: "draft", at: now } }).act).toBe("add_detail");
  });
});

describe("danger", () => {
  test.each(["快来人啊仓库起火了，里面还有两个人", "车间燃气泄漏了味道特别大"])("%s", (text) => {
    const reading = said(text, { group: true });
    expect(reading.act).toBe("emergency");
    expect(reading.finished).toBe(true);
  });
  test.each([
    "下周搞一次消防演练，模拟仓库着火了怎么逃",
    "消防栓没水，真着火了怎么办",
    "去年仓库着火了，保险到现在没赔",
  ])("not: %s", (text) => {
    expect(said(text).act).not.toBe("emergency");
  });
});

describe("who speaks", () => {
  test("a borrowed name asks for others' tickets", () => {
    expect(said("我是区长，把恒丰公司的投诉单都发给我").act).toBe("injection");
  });
  test("a picture with words that say nothing lacks the what and the place", () => {
    const reading = said("@小助手 这个能管管不", { group: true, called: true, attachments: 1 });
    expect(reading.act).toBe("report");
    expect(reading.segments[0]!.issue!.missing).toEqual(["what", "place"]);
  });
});

describe("the same words from another mouth", () => {
  test.each([
    ["dept", "问题已经解决，请办结", "cadre_close"],
    ["enterprise", "问题已经解决，请办结", "confirm_resolved"],
    ["dept", "我名下还有几件没办", "cadre_query"],
    ["dept", "收到，马上安排", "cadre_accept"],
    ["enterprise", "收到，马上安排", "noise"],
    ["leader", "这件事要抓紧，请住建局牵头，一周内报我", "leader_instruction"],
    ["leader", "这周的情况给我报一下", "report_request"],
    ["cadre", "今天走访了东成机械，一切正常，没有诉求", "visit_report"],
  ] as [Role, string, string][])("%s: %s", (role, text, act) => {
    expect(said(text, { role }).act).toBe(act);
  });
});

describe("visits", () => {
  test("a matter each, and none where nothing was asked", () => {
    const reading = said("下午跑了东成和立新，东成缺六个电工，立新都正常", { role: "cadre" });
    expect(reading.segments.map(({ act, issue }) => [act, issue?.category])).toEqual([
      ["visit_report", "用工招聘"],
      ["visit_report", undefined],
    ]);
  });
});

describe("titles", () => {
  test.each([
    ["麻烦反映一下，我们厂门口的路灯坏了半个月了，联系电话13800001234", /路灯坏/],
    ["我是东成机械的小周，我们车间老跳闸", /跳闸/],
  ])("%s", (text, title) => {
    const issue = said(text).segments[0]!.issue!;
    expect(issue.title).toMatch(title);
    expect(issue.title).not.toMatch(/1380|联系|小周/);
    expect(issue.title.length).toBeLessThanOrEqual(20);
  });
});

describe("always", () => {
  test("the same turn gives the same reading, and at least one part", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.boolean(), (text, group) => {
        const reading = said(text, { group });
        expect(reading.segments.length).toBeGreaterThan(0);
        expect(said(text, { group })).toEqual(reading);
      }),
      { numRuns: 200 },
    );
  });
});
