import type { CellKind } from "../workbook/cells.ts";
import type { Part } from "./shapes.ts";

export interface Column {
  key: string;
  /** Heads that name it; the first stands in the template. */
  titles: string[];
  kind: CellKind;
  /** Chinese word → value of the town file. */
  words?: Record<string, string>;
  /** Ids of this kind are meant; a name that only one of them has will do. */
  of?: Part;
  /** Shown in the template. */
  note?: string;
}

export interface Sheet {
  part: string;
  /** Names of the sheet; the first stands in the template. */
  titles: string[];
  columns: Column[];
}

const ROLE_WORDS = {
  企业: "enterprise",
  服务专员: "cadre",
  经办人: "dept",
  部门负责人: "dept_leader",
  营商办: "admin",
  领导: "leader",
  其他: "other",
};
const UNIT_WORDS = { 自然日: "natural", 工作日: "working" };

const id = (note = "不重复的编号，以后不要改"): Column => ({ key: "id", titles: ["编号", "id"], kind: "text", note });
const text = (key: string, ...titles: string[]): Column => ({ key, titles, kind: "text" });
const with_ = (column: Column, more: Partial<Column>): Column => ({ ...column, ...more });

/** The sheets of a workbook that list things, one a row. Heads may be Chinese or the town file's own keys. */
export const SHEETS: Sheet[] = [
  {
    part: "departments",
    titles: ["部门", "单位"],
    columns: [
      id(),
      text("name", "名称", "部门名称", "单位名称"),
      with_(text("duties", "职责"), { note: "写具体：派单靠它" }),
      { key: "aliases", titles: ["别名", "简称"], kind: "list", note: "用顿号隔开" },
      { key: "office", titles: ["牵头"], kind: "yes", note: "负责交办、督办的那一个填“是”" },
      { key: "confidential", titles: ["保密"], kind: "yes", note: "受理举报的单位填“是”" },
      with_(text("parent", "上级"), { of: "departments" }),
      with_(text("level", "层级"), { note: "市、区县或镇街园区；空着按上级推算" }),
      with_(text("counterpart", "对口单位"), { of: "departments", note: "区县单位对口跟踪的市级单位" }),
    ],
  },
  {
    part: "enterprises",
    titles: ["企业"],
    columns: [
      id("如统一社会信用代码，不重复，以后不要改"),
      text("name", "名称", "企业名称"),
      { key: "short", titles: ["简称"], kind: "list", note: "大家平时怎么叫，用顿号隔开" },
      text("park", "园区"),
      with_(text("size", "规模"), { note: "后面可以自己加列，原样保存" }),
      text("industry", "行业"),
    ],
  },
  {
    part: "people",
    titles: ["人员"],
    columns: [
      id("企业微信里的账号"),
      text("name", "姓名"),
      { key: "role", titles: ["角色"], kind: "words", words: ROLE_WORDS },
      with_(text("enterprise", "企业"), { of: "enterprises" }),
      {
        key: "company_role",
        titles: ["企业角色"],
        kind: "words",
        words: { 负责人: "负责人", 联系人: "联系人", 经办人: "经办人" },
        note: "企业的人填；不填就是联系人",
      },
      with_(text("department", "部门", "单位"), { of: "departments" }),
      {
        key: "liaison_for",
        titles: ["联系企业"],
        kind: "list",
        of: "enterprises",
        note: "服务专员联系的企业，用顿号隔开",
      },
    ],
  },
  {
    part: "policies",
    titles: ["政策"],
    columns: [
      id(),
      text("title", "标题", "政策名称", "名称"),
      text("no", "文号"),
      { key: "layer", titles: ["层级"], kind: "words", words: { 政策: "政策", 细则: "细则", 指南: "指南" } },
      with_(text("parent", "上级", "上位文件"), { of: "policies" }),
      { key: "from", titles: ["生效"], kind: "day" },
      { key: "to", titles: ["失效"], kind: "day" },
      text("status", "状态"),
      with_(text("superseded_by", "被替代"), { of: "policies" }),
      text("mode", "享受方式"),
      text("issuer", "发文单位"),
      { key: "issued_on", titles: ["发文日期"], kind: "day" },
    ],
  },
  {
    part: "clauses",
    titles: ["条款"],
    columns: [with_(text("policy", "政策"), { of: "policies" }), text("label", "条"), text("text", "正文", "内容")],
  },
  {
    part: "elements",
    titles: ["要素"],
    columns: [
      with_(text("policy", "政策"), { of: "policies" }),
      text("label", "要素"),
      with_(text("text", "内容"), { note: "同一要素有几项就写几行" }),
    ],
  },
  {
    part: "events",
    titles: ["活动"],
    columns: [
      id(),
      text("name", "名称"),
      { key: "start", titles: ["开始"], kind: "moment", note: "2026-09-16 14:30" },
      { key: "end", titles: ["结束"], kind: "moment" },
      text("place", "地点"),
      text("theme", "主题"),
      { key: "seats", titles: ["名额"], kind: "number", note: "按企业数" },
      { key: "signup_until", titles: ["报名截止"], kind: "moment" },
      text("mode", "方式"),
    ],
  },
  {
    part: "groups",
    titles: ["群"],
    columns: [
      id("平台给群的编号"),
      text("name", "名称"),
      { key: "members", titles: ["成员"], kind: "list", note: "人员编号，用顿号隔开" },
      { key: "hears_all", titles: ["全部可见"], kind: "yes", note: "平台把每条消息都给机器人时填“是”" },
    ],
  },
  {
    part: "reminders",
    titles: ["提醒"],
    columns: [
      { key: "offset", titles: ["天数"], kind: "number", note: "从回复期限算起，负数是提前" },
      { key: "unit", titles: ["单位"], kind: "words", words: UNIT_WORDS },
      {
        key: "to",
        titles: ["对象"],
        kind: "words",
        words: { 经办人: "handler", 副经办人: "deputy", 部门负责人: "dept_leader", 营商办: "office", 领导: "leader" },
      },
      text("kind", "称谓"),
    ],
  },
  {
    part: "calendar",
    titles: ["日历"],
    columns: [
      { key: "day", titles: ["日期"], kind: "day" },
      { key: "kind", titles: ["安排"], kind: "words", words: { 休: "off", 班: "work" } },
    ],
  },
];

/** The sheet of rules: one a row, `名称 | 值 | 单位 | 遇休息日`. */
export const RULES_SHEET = ["规则", "rules"];
export const RULES_HEADS = ["名称", "值", "单位", "遇休息日", "说明"];
export const UNITS: Record<string, string> = UNIT_WORDS;
export const ROLLS: Record<string, string> = { 顺延: "next_workday", 不顺延: "none" };

export type RuleKind = "term" | "span" | "clock" | "yes" | "number" | "text";

/** Rows of that sheet: path in the town file, names, and the template's value. */
export const RULE_ROWS: {
  path: string[];
  titles: string[];
  kind: RuleKind;
  first: (string | number)[];
  note: string;
}[] = [
  { path: ["bot_name"], titles: ["机器人称呼"], kind: "text", first: ["小助手"], note: "群里@它用的名字" },
  { path: ["tz"], titles: ["时区"], kind: "text", first: ["Asia/Shanghai"], note: "" },
  { path: ["rules", "assign"], titles: ["交办时限"], kind: "term", first: [2, "自然日", "顺延"], note: "收到之日不算" },
  { path: ["rules", "reply"], titles: ["回复时限"], kind: "term", first: [14, "自然日", "顺延"], note: "" },
  {
    path: ["rules", "resolve_simple"],
    titles: ["咨询办结时限"],
    kind: "term",
    first: [0, "工作日", "不顺延"],
    note: "0 是当个工作日",
  },
  {
    path: ["rules", "resolve_complex"],
    titles: ["其他办结时限"],
    kind: "term",
    first: [15, "工作日", "不顺延"],
    note: "",
  },
  { path: ["rules", "callback_required"], titles: ["必须回访"], kind: "yes", first: ["是"], note: "" },
  { path: ["rules", "working_hours"], titles: ["工作时间"], kind: "span", first: ["08:30-17:30"], note: "" },
  {
    path: ["rules", "quiet_hours"],
    titles: ["免打扰时段"],
    kind: "span",
    first: ["20:00-08:00"],
    note: "这段时间和休息日不主动发消息，险情除外",
  },
  { path: ["rules", "sent_at"], titles: ["提醒时刻"], kind: "clock", first: ["09:00"], note: "" },
  {
    path: ["rules", "pause", "max_days"],
    titles: ["等待企业最多"],
    kind: "number",
    first: [],
    note: "个工作日；不填就不停表",
  },
  { path: ["rules", "callback_gap_days"], titles: ["回访间隔"], kind: "number", first: [], note: "个工作日，不填是1" },
  {
    path: ["rules", "reopen_days"],
    titles: ["可重办"],
    kind: "number",
    first: [],
    note: "办结后几个自然日内，不填是30",
  },
  { path: ["rules", "payment_days"], titles: ["兑现到账"], kind: "number", first: [], note: "个工作日内，不填是5" },
  {
    path: ["rules", "pushes", "per_week"],
    titles: ["政策推送"],
    kind: "number",
    first: [],
    note: "每家企业每周最多几条，不填是1，填0不推",
  },
  { path: ["rules", "head_sign_off"], titles: ["负责人签批"], kind: "yes", first: [], note: "结果先由部门负责人签" },
  { path: ["rules", "company_word"], titles: ["企业认可才办结"], kind: "yes", first: [], note: "" },
  {
    path: ["rules", "patience", "addressed"],
    titles: ["等下一句"],
    kind: "number",
    first: [],
    note: "秒：对我说话时，最后一句后等几秒再办，不填是8",
  },
  {
    path: ["rules", "patience", "overheard"],
    titles: ["没叫我时等"],
    kind: "number",
    first: [],
    note: "秒：群里没@我时，最后一句后等几秒，不填是120，最多600",
  },
  { path: ["rules", "basis"], titles: ["依据"], kind: "text", first: [], note: "印在期限旁边" },
];
