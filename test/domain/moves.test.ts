import { describe, expect, test } from "vitest";
import { BOT } from "../../domain/authority.ts";
import type { HeardResult } from "../../domain/closing.ts";
import { applyMove, MoveRefused } from "../../domain/effects.ts";
import { canMove, type Move, type Why } from "../../domain/moves.ts";
import { openTicket } from "../../domain/opening.ts";
import type { Outcome } from "../../domain/outcome.ts";
import { askedExtension, claimsOf, responsible, resultOf, type TicketState } from "../../domain/ticket.ts";
import type { Rules } from "../../domain/town.ts";
import { local } from "./facts.ts";
import { ctxAt, ticketOf, who } from "./people.ts";

const result: HeardResult = { text: "变压器已增容，9月18日恢复供电", act: true, formula: false, onTopic: true };
const paper: HeardResult = { text: "已答复", act: false, formula: true, onTopic: null };
const claim = { reason: "属公交站台", basis: "三定方案", proposed: "交通局" };

/** A ticket on its way, as the store would keep it. */
class Way {
  ticket: TicketState;
  last!: Outcome;
  constructor(
    own: Partial<TicketState> = {},
    readonly rules: Partial<Rules> = {},
  ) {
    this.ticket = ticketOf(own);
  }
  do(by: string, moment: string, move: Move): this {
    const actor = by === "" ? BOT : who(by);
    this.last = applyMove(this.ticket, move, actor, ctxAt(moment, this.rules));
    this.ticket = { ...this.ticket, ...this.last.change, history: [...this.ticket.history, ...this.last.entries] };
    return this;
  }
  why(by: string, moment: string, move: Move): Why | null {
    const verdict = canMove(by === "" ? BOT : who(by), this.ticket, move, ctxAt(moment, this.rules));
    return verdict.ok ? null : verdict.why;
  }
  get told() {
    return this.last.notices.map(({ to, about }) => {
      if ("department" in to) return `${to.kind} ${to.department}: ${about}`;
      return `${to.kind}: ${about}`;
    });
  }
  get actions() {
    return this.ticket.history.map((entry) => entry.action);
  }
}

describe("opening", () => {
  const open = (own: Partial<Parameters<typeof openTicket>[0]> = {}) =>
    openTicket(
      {
        no: "N1",
        type: "求助",
        category: "用电",
        source: "消息",
        urgency: "normal",
        tags: [],
        lead: "供电局",
        sure: true,
        co: [],
        ...own,
      },
      "firm",
      ctxAt("2026-09-14 09:12"),
    );

  test("a sure owner has it at once, and a ladder", () => {
    const { fields, entries, notices, bells } = open();
    expect(fields).toMatchObject({ status: "已交办", replyBy: "2026-09-28", resolveBy: "2026-10-10" });
    expect(entries.map((entry) => entry.action)).toEqual(["create", "assign"]);
    expect(notices).toMatchObject([
      { to: { kind: "handler", department: "供电局" }, about: "assigned", emergency: false },
    ]);
    expect(bells.start.map((bell) => bell.kind)).toEqual(["临期提醒", "到期提醒", "超期督办", "升级"]);
  });

  test("an unsure one is the office's to assign, and it is reminded", () => {
    const { fields, notices, bells } = open({ sure: false });
    expect(fields.status).toBe("待交办");
    expect(notices).toMatchObject([{ to: { kind: "office" }, about: "asked_to_assign" }]);
    expect(bells.start.filter((bell) => bell.kind === "交办提醒").map((bell) => local(bell.dueAt))).toEqual([
      "2026-09-15 09:00",
      "2026-09-16 09:00",
    ]);
  });

  test("of an emergency the handler, the head and the office are told without waiting", () => {
    const { notices } = open({ urgency: "emergency" });
    expect(notices.map(({ to, emergency }) => [to.kind, emergency])).toEqual([
      ["handler", true],
      ["dept_leader", true],
      ["office", true],
    ]);
  });

  test("a district's terms hold for what the district leads, and name their basis", () => {
    const ctx = ctxAt("2026-09-14 09:12", {
      terms: [{ name: "区县", when: { level: ["区县"] }, reply: { hours: 4, unit: "working" }, basis: "办法第三条" }],
    });
    const facts = { no: "N1", type: "求助", category: "道路", source: "消息", urgency: "normal" } as const;
    const due = (lead: string) => openTicket({ ...facts, tags: [], co: [], sure: true, lead }, "firm", ctx).due.reply;
    const { day, at: hour, basis } = due("东区");
    expect([day, local(hour!), basis]).toEqual(["2026-09-14", "2026-09-14 13:12", "办法第三条"]);
    expect([due("东区园区").day, due("供电局").day]).toEqual(["2026-09-28", "2026-09-28"]);
  });

  test("what is before a court is refused, and rings nothing", () => {
    const { fields, notices, bells, entries } = open({ refused: "已进入诉讼" });
    expect([fields.status, notices, bells.start, entries.length]).toEqual(["不予受理", [], [], 1]);
  });
});

describe("the plain way", () => {
  test("from owner to 已归档", () => {
    const way = new Way().do("power", "2026-09-14 17:20", {
      kind: "progress",
      note: "已联系",
      commitments: [{ what: "勘察", by: "2026-09-16" }],
    });
    expect([way.ticket.status, way.last.commitments.length, way.told]).toEqual(["办理中", 1, ["company: progress"]]);

    way.do("power", "2026-09-18 10:00", { kind: "reply", heard: result });
    expect([way.ticket.status, resultOf(way.ticket), way.told]).toEqual(["待回访", result.text, ["company: answered"]]);
    expect(way.last.bells.cancel).toEqual(["N1/reply/"]);
    expect(way.last.bells.start.map((bell) => bell.stage)).toEqual(["try1", "try2", "silence"]);
    expect(responsible(way.ticket)).toBe("company");
    expect(way.why("office", "2026-09-18 11:00", { kind: "close" })).toBe("callback_missing");

    way.do("firm", "2026-09-19 10:00", { kind: "callback", satisfaction: "基本满意", comment: "慢了点" });
    expect(way.ticket).toMatchObject({ status: "已办结", satisfaction: "基本满意", comment: "慢了点" });
    expect(way.last.bells.cancel).toEqual(["N1/callback/"]);

    way.do("", "2026-10-20 09:00", { kind: "close" });
    expect(way.ticket.status).toBe("已归档");
    expect(way.actions).toEqual(["progress", "reply", "callback", "close"]);
  });

  test("a closing by the department is an answer, and the call-back is still due", () => {
    const way = new Way().do("power", "2026-09-18 10:00", { kind: "close", heard: result });
    expect([way.ticket.status, way.actions]).toEqual(["待回访", ["reply", "close"]]);
  });

  test("a paper closing goes back, and is no answer", () => {
    const way = new Way().do("power", "2026-09-18 10:00", { kind: "close", heard: paper });
    expect([way.ticket.status, resultOf(way.ticket), way.last.notices]).toEqual(["待补充办理结果", null, []]);
    expect(way.ticket.history[0]!.change).toMatchObject({ refused: ["formula"] });
    way.do("power", "2026-09-18 11:00", { kind: "close", heard: result });
    expect(way.ticket.status).toBe("待回访");
  });

  test("不满意 is 重办 with a new date; the overrun stays on record", () => {
    const way = new Way()
      .do("power", "2026-09-29 10:00", { kind: "reply", heard: result })
      .do("firm", "2026-09-29 15:00", { kind: "callback", satisfaction: "不满意", comment: "还跳" });
    expect(way.ticket).toMatchObject({ status: "重办", replyBy: "2026-10-13", satisfaction: "不满意" });
    expect(way.ticket.tags).toEqual(["超期", "重办"]);
    expect(way.actions).toEqual(["reply", "callback", "reopen"]);
    expect(way.ticket.history[1]!.change).toMatchObject({ before: { replyBy: "2026-09-28" } });
    expect(way.told).toEqual(["handler 供电局: redone", "dept_leader 供电局: redone", "office: redone"]);
    expect(way.last.bells.start.map((bell) => local(bell.dueAt))).toContain("2026-10-13 09:00");

    way.do("power", "2026-10-09 10:00", { kind: "reply", heard: result });
    expect(way.why("office", "2026-10-09 11:00", { kind: "close" })).toBe("callback_missing");
  });

  test("silence is 未能回访, by the bot alone and never content", () => {
    const way = new Way().do("power", "2026-09-18 10:00", { kind: "reply", heard: result });
    expect(way.why("", "2026-09-22 09:00", { kind: "callback", satisfaction: "满意" })).toBe("not_allowed");
    way.do("", "2026-09-22 09:00", { kind: "callback", satisfaction: "未能回访" });
    expect(way.ticket).toMatchObject({ status: "已办结", satisfaction: "未能回访" });
    way.do("firm", "2026-09-23 09:00", { kind: "callback", satisfaction: "不满意" });
    expect(way.ticket.status).toBe("重办");
  });

  test("a company may say that it is solved before the department does", () => {
    const way = new Way({ status: "办理中" });
    expect(way.why("firm", "2026-09-15 09:00", { kind: "callback", satisfaction: "不满意" })).toBe("wrong_state");
    way.do("firm", "2026-09-15 09:00", { kind: "callback", satisfaction: "满意" });
    expect([way.ticket.status, way.last.bells.cancel]).toEqual(["已办结", ["N1/reply/"]]);
  });
});

describe("no ping-pong", () => {
  test("a return needs its reason, its basis and an owner", () => {
    const way = new Way();
    const ask = (own: Partial<typeof claim>) => way.why("power", "2026-09-15 09:00", { kind: "return", claim: own });
    expect(ask({})).toBe("need_reason");
    expect(ask({ reason: "x" })).toBe("need_owner");
    expect(ask({ reason: "x", proposed: "交通局" })).toBe("need_basis");
    expect(ask({ ...claim, proposed: "供电局" })).toBe("same_owner");
    expect(ask({ ...claim, proposed: "不存在" })).toBe("no_such_department");
    expect(ask(claim)).toBeNull();
  });

  test("the clock runs on; the second return is the office's to decide, once", () => {
    const way = new Way().do("power", "2026-09-15 09:00", { kind: "return", claim });
    expect(way.ticket).toMatchObject({ status: "待交办", lead: "交通局", returns: 1, replyBy: "2026-09-28" });
    expect(way.told).toEqual(["office: returned"]);
    expect(responsible(way.ticket)).toBe("office");

    way.do("office", "2026-09-15 10:00", { kind: "assign", lead: "交通局" });
    expect(way.told).toEqual(["handler 交通局: assigned", "company: owner_named"]);

    way.do("traffic", "2026-09-15 11:00", {
      kind: "return",
      claim: { reason: "属用电", basis: "供电条例", proposed: "供电局" },
    });
    expect([way.ticket.status, way.told]).toEqual(["派单争议", ["office: disputed", "company: in_arbitration"]]);
    expect(claimsOf(way.ticket).map((side) => [side.department, side.reason])).toEqual([
      ["供电局", "属公交站台"],
      ["交通局", "属用电"],
    ]);
    expect(way.why("traffic", "2026-09-15 12:00", { kind: "arbitrate", lead: "供电局" })).toBe("not_allowed");

    way.do("office", "2026-09-15 12:00", { kind: "arbitrate", lead: "供电局", note: "属供电设施" });
    expect(way.ticket).toMatchObject({
      status: "已交办",
      lead: "供电局",
      assignBy: "2026-09-16",
      replyBy: "2026-09-28",
    });
    expect(way.told).toEqual(["handler 供电局: arbitrated", "handler 交通局: arbitrated", "company: owner_named"]);
    expect(way.why("power", "2026-09-15 13:00", { kind: "return", claim })).toBe("arbitrated");
  });

  test("down one's own tree a ticket is passed on, to another's it is not", () => {
    const way = new Way({ lead: "东区" });
    expect(way.why("east", "2026-09-15 09:00", { kind: "transfer", lead: "西区" })).toBe("not_allowed");
    way.do("east", "2026-09-15 09:00", { kind: "transfer", lead: "东区园区" });
    expect(way.ticket).toMatchObject({ lead: "东区园区", status: "已交办", replyBy: "2026-09-28" });
    expect(way.told).toEqual(["handler 东区园区: assigned", "company: owner_named"]);
    way.do("office", "2026-09-15 10:00", { kind: "transfer", lead: "西区" });
    expect(way.told).toContain("handler 东区园区: taken_away");
  });
});

describe("extension", () => {
  test("is asked before the day is over, with a reason; the office decides, the company is told", () => {
    const way = new Way({ status: "办理中" });
    const ask: Move = { kind: "extend", until: "2026-10-15", reason: "设备到货晚" };
    expect(way.why("power", "2026-09-29 09:00", ask)).toBe("after_due");
    expect(way.why("power", "2026-09-28 09:00", { kind: "extend", until: "2026-10-15" })).toBe("need_reason");
    expect(way.why("power", "2026-09-28 09:00", { kind: "extend", reason: "x" })).toBe("need_date");
    expect(way.why("power", "2026-09-28 09:00", { ...ask, until: "2026-09-28" })).toBe("not_later");
    expect(way.why("office", "2026-09-28 09:00", { kind: "extend", decision: "approve" })).toBe("nothing_asked");

    way.do("power", "2026-09-28 17:00", ask);
    expect([way.ticket.replyBy, way.told]).toEqual(["2026-09-28", ["office: extension_asked"]]);
    expect(askedExtension(way.ticket)).toEqual({ until: "2026-10-15", reason: "设备到货晚", by: "power" });
    expect(way.why("power", "2026-09-28 17:05", { kind: "extend", decision: "approve" })).toBe("not_allowed");

    way.do("office", "2026-09-29 09:00", { kind: "extend", decision: "approve" });
    expect(way.ticket).toMatchObject({ replyBy: "2026-10-15", resolveBy: "2026-10-15", tags: [] });
    expect(way.told).toEqual(["handler 供电局: extended", "company: extended"]);
    expect(way.last.bells.cancel).toEqual(["N1/reply/"]);
    expect(askedExtension(way.ticket)).toBeNull();
  });

  test("refused, the date stays", () => {
    const way = new Way({ status: "办理中" })
      .do("power", "2026-09-24 17:00", { kind: "extend", until: "2026-10-15", reason: "晚" })
      .do("office", "2026-09-24 18:00", { kind: "extend", decision: "refuse" });
    expect([way.ticket.replyBy, way.ticket.tags, way.told]).toEqual([
      "2026-09-28",
      [],
      ["handler 供电局: extension_refused"],
    ]);
  });
});

describe("waiting for the company", () => {
  const asked = (rules: Partial<Rules>) =>
    new Way({}, rules).do("power", "2026-09-16 09:00", { kind: "request_detail", question: "几号厂房" });

  test("is seen; the clock runs on unless the rules stop it", () => {
    const way = asked({});
    expect(way.ticket).toMatchObject({ status: "办理中", tags: ["等待企业"] });
    expect(way.told).toEqual(["company: detail_asked"]);
    way.do("firm", "2026-09-18 09:00", { kind: "resume" });
    expect(way.ticket).toMatchObject({ tags: [], replyBy: "2026-09-28" });
  });

  test("moves the dates by what was waited for, to the limit in all", () => {
    const way = asked({ pause: { max_days: 3 } });
    expect(way.last.bells.cancel).toEqual(["N1/reply/"]);
    expect(way.last.bells.start.map((bell) => `${bell.kind} ${local(bell.dueAt)}`)).toEqual([
      "等待到期 2026-09-20 09:00",
    ]);
    way.do("firm", "2026-09-18 09:00", { kind: "resume" });
    expect(way.ticket).toMatchObject({ replyBy: "2026-09-30", resolveBy: "2026-10-13" });
    expect(way.last.bells.start.map((bell) => bell.kind)).toContain("到期提醒");
    way
      .do("power", "2026-09-21 09:00", { kind: "pause", reason: "等图纸" })
      .do("", "2026-09-28 09:00", { kind: "resume" });
    expect(way.ticket.replyBy).toBe("2026-10-08");
  });
});

describe("other moves", () => {
  test("one of several complainants leaves, the last one withdraws", () => {
    const way = new Way({ complainants: [{ company: "E1" }, { company: "E2" }] });
    way.do("rival", "2026-09-15 09:00", { kind: "withdraw" });
    expect([way.last.leaves, way.ticket.status]).toEqual(["E2", "已交办"]);
    way.ticket = { ...way.ticket, complainants: [{ company: "E1" }] };
    expect(way.why("power", "2026-09-15 09:30", { kind: "withdraw" })).toBe("not_allowed");
    way.do("firm", "2026-09-15 10:00", { kind: "withdraw" });
    expect([way.ticket.status, way.told, way.last.bells.cancel]).toEqual([
      "已撤回",
      ["handler 供电局: withdrawn"],
      ["N1/reply/"],
    ]);
  });

  test("undo restores what was, for half an hour, for who did it and the office", () => {
    const way = new Way().do("power", "2026-09-15 09:00", { kind: "return", claim });
    expect(way.why("traffic", "2026-09-15 09:10", { kind: "undo" })).toBe("not_allowed");
    expect(way.why("power", "2026-09-15 09:31", { kind: "undo" })).not.toBeNull();
    way.do("power", "2026-09-15 09:10", { kind: "undo" });
    expect(way.ticket).toMatchObject({ status: "已交办", lead: "供电局", returns: 0 });
    // The company had not heard of the return.
    expect(way.told).toEqual(["handler 供电局: undone", "handler 交通局: undone"]);
    expect(claimsOf(way.ticket)).toEqual([]);

    way
      .do("power", "2026-09-18 10:00", { kind: "close", heard: result })
      .do("power", "2026-09-18 10:05", { kind: "undo" });
    expect([way.ticket.status, resultOf(way.ticket)]).toEqual(["已交办", null]);
    expect(way.actions).toEqual(["return", "undo", "reply", "close", "undo"]);
  });

  test("a parent waits for its sub-tasks", () => {
    const way = new Way().do("office", "2026-09-15 09:00", {
      kind: "split",
      subTasks: true,
      parts: [{ title: "站台", text: "站台", lead: "交通局", sure: true }],
    });
    expect(way.last.create).toMatchObject([
      { status: "已交办", parentNo: "N1", replyBy: "2026-09-28", tags: ["子任务"] },
    ]);
    way.ticket.children = [{ no: "N2", status: "办理中", tags: ["子任务"] }];
    expect(way.why("power", "2026-09-16 09:00", { kind: "reply", heard: result })).toBe("children_open");
    way.ticket.children = [{ no: "N2", status: "待回访", tags: ["子任务"] }];
    expect(way.why("power", "2026-09-16 09:00", { kind: "reply", heard: result })).toBeNull();
  });

  test("two matters in one become two tickets with the same clock", () => {
    const part = (title: string, lead: string) => ({ title, text: title, lead, sure: true });
    const way = new Way().do("firm", "2026-09-15 09:00", {
      kind: "split",
      subTasks: false,
      parts: [part("跳闸", "供电局"), part("站台", "交通局")],
    });
    expect(way.ticket).toMatchObject({ title: "跳闸", lead: "供电局" });
    expect(way.last.create).toMatchObject([{ title: "站台", parentNo: null, assignBy: "2026-09-16" }]);
  });

  test("a merged ticket follows its parent", () => {
    const child = new Way({ no: "N2" }).do("", "2026-09-15 09:00", { kind: "merge", into: "N1" });
    expect([child.ticket.parentNo, child.last.mergedInto]).toEqual(["N1", "N1"]);
    expect(child.why("power", "2026-09-15 10:00", { kind: "reply", heard: result })).toBe("merged");
    const parent = new Way({ children: [{ no: "N2", status: "已交办", tags: ["并案"] }] });
    parent.do("power", "2026-09-16 09:00", { kind: "reply", heard: result });
    expect(parent.last.children).toEqual([{ no: "N2", change: { status: "待回访" } }]);
  });

  test("only a listed leader instructs; owner and date may change", () => {
    const way = new Way();
    const order: Move = { kind: "leader_instruction", note: "三天内办好", lead: "东区", by: "2026-09-17" };
    expect(way.why("power-head", "2026-09-15 09:00", order)).toBe("not_allowed");
    expect(way.why("mayor", "2026-09-18 09:00", order)).toBe("past");
    way.do("mayor", "2026-09-15 09:00", order);
    expect(way.ticket).toMatchObject({ lead: "东区", replyBy: "2026-09-17", urgency: "urgent", status: "已交办" });
    expect(way.told).toContain("handler 供电局: taken_away");
  });

  test("reopened within the days that the town gives", () => {
    const way = new Way({ status: "待回访" }).do("firm", "2026-09-18 09:00", {
      kind: "callback",
      satisfaction: "满意",
    });
    expect(way.why("firm", "2026-10-19 09:00", { kind: "reopen", reason: "又坏了" })).toBe("too_late");
    way.do("firm", "2026-10-18 09:00", { kind: "reopen", reason: "又坏了" });
    expect(way.ticket).toMatchObject({ status: "重办", replyBy: "2026-11-02" });
  });

  test("urging counts and reaches who has the next step", () => {
    const way = new Way().do("firm", "2026-09-15 09:00", { kind: "urge" });
    expect([way.ticket.urges, way.told]).toEqual([1, ["handler 供电局: urged"]]);
    const unassigned = new Way({ status: "待交办" }).do("firm", "2026-09-15 09:00", { kind: "urge" });
    expect(unassigned.told).toEqual(["office: urged"]);
  });
});

describe("rules that a town may switch on", () => {
  test("the head signs before the company hears", () => {
    const way = new Way({}, { head_sign_off: true }).do("power", "2026-09-18 10:00", { kind: "reply", heard: result });
    expect([way.ticket.status, way.ticket.tags, way.told]).toEqual([
      "办理中",
      ["待签发"],
      ["dept_leader 供电局: to_sign"],
    ]);
    expect(way.why("power", "2026-09-18 11:00", { kind: "reply" })).toBe("not_allowed");
    way.do("power-head", "2026-09-18 11:00", { kind: "reply" });
    expect([way.ticket.status, resultOf(way.ticket), way.ticket.tags]).toEqual(["待回访", result.text, []]);
  });

  test("without the company's word nothing is 已办结", () => {
    const way = new Way({ status: "待回访" }, { company_word: true });
    way.do("", "2026-09-18 10:00", { kind: "callback", satisfaction: "未能回访" });
    expect([way.ticket.status, way.told]).toEqual(["已回复", ["office: unreachable"]]);
    expect(way.why("office", "2026-09-18 11:00", { kind: "close" })).toBe("callback_missing");
  });

  test("a town without call-backs closes what it answered", () => {
    const way = new Way({}, { callback_required: false })
      .do("power", "2026-09-18 10:00", { kind: "reply", heard: result })
      .do("power", "2026-09-18 10:05", { kind: "close" });
    expect(way.ticket.status).toBe("已办结");
    expect(way.why("office", "2026-09-18 10:10", { kind: "close" })).toBe("callback_missing");
  });
});

describe("authority", () => {
  test("who may not see a ticket learns nothing of it", () => {
    const way = new Way({ confidential: true, lead: "移交组", respondent: "供电局" });
    for (const id of ["rival", "firm-colleague", "power", "mayor", "liaison"])
      expect([id, way.why(id, "2026-09-15 09:00", { kind: "urge" })]).toEqual([id, "not_seen"]);
  });

  test("a confidential ticket never goes to the body complained of, nor out of its lane", () => {
    const way = new Way({ confidential: true, lead: "移交组", respondent: "供电局的某人" });
    expect(way.why("office", "2026-09-15 09:00", { kind: "transfer", lead: "供电局" })).toBe("complained_of");
    expect(way.why("office", "2026-09-15 09:00", { kind: "transfer", lead: "交通局" })).toBe("not_confidential");
  });

  test("a refused move is not applied", () => {
    expect(() => new Way().do("traffic", "2026-09-15 09:00", { kind: "accept" })).toThrow(MoveRefused);
  });
});
