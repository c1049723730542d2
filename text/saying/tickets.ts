import type { Day } from "../../domain/town.ts";
import type { SpokenDate } from "../hearing/reading.ts";
import { sayDay } from "./dates.ts";
import { closed, cut, enumerated } from "./lists.ts";

export interface TicketWords {
  no: string;
  title: string;
  leadName: string;
  /** The department that dispatches and arbitrates, as the town calls it. */
  officeName: string;
  assignBy: Day | null;
  replyBy: Day | null;
  resolveBy: Day | null;
  /** The hour of the reply date, where the term is counted in hours: "16:45". */
  replyHour?: string;
  /** The reply date has passed. */
  overdue?: boolean;
}

/** The dates that a person is promised, on one line. */
const promised = (
  t: Pick<TicketWords, "assignBy" | "replyBy" | "resolveBy" | "replyHour">,
  assigned: boolean,
): string =>
  enumerated(
    [
      !assigned && t.assignBy ? `${sayDay(t.assignBy)}前交办` : "",
      // What is to be settled before the reply falls due needs no second date.
      t.replyBy && !(t.resolveBy && t.resolveBy < t.replyBy) ? `${sayDay(t.replyBy)}${t.replyHour ?? ""}前回复` : "",
      t.resolveBy ? `${sayDay(t.resolveBy)}前办结` : "",
    ].filter(Boolean),
  );

export interface ReceiptLine extends TicketWords {
  assigned: boolean;
  userDeadline?: SpokenDate;
  provisional?: boolean;
  basis?: string;
  /** What is promised of the very service that the ticket is about. */
  servicePromise?: string;
  merged?: boolean;
}

const receiptLine = (t: ReceiptLine): string =>
  [
    `${t.title}（${t.no}）`,
    t.assigned
      ? `已交${t.leadName}，${promised(t, true)}`
      : `拟由${t.leadName}办理，${t.officeName}确认后告知您；${promised(t, false)}`,
    t.userDeadline ? `您要求的时间：${sayDay(t.userDeadline.day)}前，已注明` : "",
    t.basis ? `依据：${t.basis}` : "",
    t.servicePromise ?? "",
    t.provisional ? "放假安排未公布，日期届时以通知为准" : "",
  ]
    .filter(Boolean)
    .join("\n  ");

/** The receipt for what was just registered: every matter with its number, owner and dates. */
export function receipt(tickets: ReceiptLine[]): string {
  if (tickets.length === 1) return `已登记：${receiptLine(tickets[0]!)}`;
  return `已登记${tickets.length}件：\n${tickets.map((t, i) => `${i + 1}. ${receiptLine(t)}`).join("\n")}`;
}

/** A line for a matter that other companies have reported already; their names stay out of it. */
export const joined = (own: string, t: TicketWords): string =>
  `${t.title}：已登记（${own}）。另有企业反映同一问题，一起由${t.leadName}办理，${promised(t, true)}，结果会告知您。`;

export const joinedNotice = (t: TicketWords, company: string, companies: number, words: string): string =>
  `【并案】${t.no}　${t.title}：${company}也反映了同一问题（共${companies}家）：${cut(words, 80)}`;

export const alreadyOpen = (t: TicketWords): string =>
  `${t.title}：您之前已反映过（${t.no}），${t.leadName}正在办理，新情况已补充进去，${promised(t, true)}。`;

/** An emergency's answer: first what to do now. */
export function emergency(advice: string, t: TicketWords, told: string[]): string {
  return `${advice}\n已按紧急事项登记（${t.no}）：${t.title}。已通知${enumerated(told)}，请保持电话畅通。`;
}

export type Danger = "gas" | "fire" | "electric" | "collapse" | "injury" | "other";

/** What to do at once, by kind of danger. 119 fire and rescue, 120 ambulance, 110 police. */
export const ADVICE: Record<Danger, string> = {
  gas: "请马上撤到上风处室外，不开关电器、不用明火，到安全处再拨打119；有人不适拨打120。",
  fire: "请马上撤离并拨打119；有人受伤拨打120。不要返回取物。",
  electric: "请先断开电源，不要直接触碰人或带电物；有人受伤马上拨打120，起火拨打119。",
  collapse: "请马上撤到空旷处，有人被困拨打119，有人受伤拨打120，不要自行进入。",
  injury: "请马上拨打120；有人被困或现场仍有危险，同时拨打119。",
  other: "请先保证人员安全，撤到安全处，马上拨打119；有人受伤拨打120。",
};

export const emergencyNotice = (
  t: { no: string; title: string; text: string },
  company: string,
  phone: string,
): string =>
  `【紧急】${company}：${cut(t.text, 80)}（${t.no}）。已请对方先拨打119/120。请立即核实处置并回复进展。${phone ? `联系电话：${phone}` : ""}`;

export const assignedNotice = (
  t: TicketWords & { text: string; type: string; basis?: string },
  company: string,
  contact: string,
  userDeadline: Day | null,
): string =>
  [
    `【交办】${t.no}　${t.title}`,
    `企业：${company}${contact ? `　联系：${contact}` : ""}`,
    `内容：${cut(t.text, 200)}`,
    `${promised(t, true)}。${t.basis ? `依据：${t.basis}。` : ""}${userDeadline ? `企业希望${sayDay(userDeadline)}前解决。` : ""}`,
    "收到请回复“接收”；不属本单位职责请写明理由、依据和建议单位。",
  ].join("\n");

export const toAssignNotice = (t: TicketWords & { text: string }, company: string, reason: string): string =>
  [
    `【待交办】${t.no}　${t.title}`,
    `企业：${company}`,
    `内容：${cut(t.text, 200)}`,
    `拟派：${t.leadName}${reason ? `（${reason}）` : ""}`,
    `请在${t.assignBy ? sayDay(t.assignBy) : "规定期限"}前确认：回复“同意”，或写明承办单位。`,
  ].join("\n");

export const coOwnerNotice = (t: TicketWords, company: string): string =>
  `【协办】${t.no}　${t.title}（${company}）由${t.leadName}牵头，请配合办理，${promised(t, true)}。`;

/** What a closed court door says: why not, and where else. */
export const inCourt = (title: string): string =>
  `“${title}”已进入诉讼或仲裁程序，依法由法院、仲裁机构处理，这里不能受理、也不能干预。建议：联系承办法官或立案庭查询进度；拨打12348公共法律服务热线咨询；对程序有意见可向检察院申请监督。`;

export const confidentialReceipt = (no: string): string =>
  `您的线索已按保密渠道登记（${no}），只由专人查看，不在群里出现，也不转给被反映的单位和个人。补充材料请在这里私下发给我。`;

export const confidentialInGroup = "这件事我私下回复您，请看私信；群里请不要再发细节。";

export const confidentialNotice = (no: string): string =>
  `【保密】有一件新的保密线索（${no}），请按保密渠道查收办理，不得外传。`;

export const secretsWarning = (kinds: ("id_card" | "bank_card")[], group: boolean): string => {
  const what = enumerated(kinds.map((k) => (k === "id_card" ? "身份证号" : "银行卡号")));
  return group
    ? `消息里有${what}，我已隐去，请您尽快撤回原消息，不要在群里发个人信息。`
    : `消息里的${what}我已隐去不留存，办理确有需要时由承办单位当面核验。`;
};

/** The one question when it is not clear what, or where. */
export const askDetail = (missing: ("what" | "place")[], attachments: number): string => {
  const seen = attachments ? "图片收到了。" : "";
  if (missing.includes("what") && missing.includes("place")) return `${seen}请问是什么问题、在什么位置？说一句就行。`;
  if (missing.includes("place")) return `${seen}请问具体在什么位置？`;
  return `${seen}请问具体是什么情况？说一句就行。`;
};

export const askCompany = (written: string, names: string[]): string => `请问“${written}”是指${names.join("，还是")}？`;

export const askWhichCompany = "请问是哪家企业的事？回复企业名称即可。";

/** To a person whom nobody knows yet: served, and invited. */
export const inviteToBind =
  "另：还不知道您是哪家单位。方便的话回复单位名称和联系电话；有企业邀请码的，回复“绑定+邀请码”。";

export const whereIsIt = (
  tickets: (TicketWords & {
    status: string;
    lastNote: string;
    /** What the company was asked for and has not given. */
    waitingFor: string | null;
    commitment: { what: string; by: Day } | null;
    broken: boolean;
  })[],
): string => tickets.map((t) => progressLine(t)).join("\n");

function progressLine(t: Parameters<typeof whereIsIt>[0][number]): string {
  const state: Record<string, string> = {
    待交办: `正在确定承办单位，${t.assignBy ? `${sayDay(t.assignBy)}前交办` : ""}`,
    已交办: `已交${t.leadName}，等待接收`,
    办理中: `${t.leadName}正在办理`,
    派单争议: `承办单位有争议，${t.officeName}正在裁定，时限不变`,
    待补充办理结果: `${t.leadName}的答复不完整，已退回补充`,
    已回复: `${t.leadName}已答复，正在核对`,
    待回访: `${t.leadName}已答复，等您确认是否解决`,
    重办: `因您不满意，${t.leadName}正在重新办理`,
    已办结: "已办结",
    已归档: "已办结归档",
    已撤回: "已按您的要求撤回",
    不予受理: "不予受理",
  };
  const due = t.replyBy && !["已办结", "已归档", "已撤回", "不予受理", "待回访"].includes(t.status);
  return closed(
    [
      `${t.title}（${t.no}）：${state[t.status] ?? t.status}`,
      t.waitingFor !== null ? `在等您补充${t.waitingFor ? `：${cut(t.waitingFor, 60)}` : ""}，直接回复即可` : "",
      t.lastNote && t.lastNote !== t.waitingFor ? `最近进展：${cut(t.lastNote, 60)}` : "",
      t.commitment
        ? t.broken
          ? `原定${sayDay(t.commitment.by)}前${t.commitment.what}，已过期，正在催办，抱歉`
          : `承诺${sayDay(t.commitment.by)}前${t.commitment.what}`
        : "",
      due ? (t.overdue ? `应在${sayDay(t.replyBy!)}前回复您，已超期，正在督办` : `${sayDay(t.replyBy!)}前回复您`) : "",
    ]
      .filter(Boolean)
      .join("；"),
  );
}

export const nothingOpen = "没有查到您名下正在办理的事项。要反映问题，直接把情况发给我就行。";

export const numberNotYours = (no: string, office: string): string =>
  `没有查到您名下编号为${no}的事项。请核对编号，或联系${office}。`;

export const urged = (t: TicketWords, times: number): string =>
  t.overdue
    ? `抱歉，${t.no}应在${sayDay(t.replyBy!)}前回复您，已经超期。已再次催办${t.leadName}（第${times}次），并报${t.officeName}督办。`
    : `已催办${t.leadName}（${t.no}，第${times}次），${t.replyBy ? `最迟${sayDay(t.replyBy)}回复您` : "有进展马上告诉您"}。`;

export const notKept = (what: string, by: Day): string =>
  `原定${sayDay(by)}前${what}，没有兑现，抱歉，已请承办单位说明。`;

export const urgeNotice = (t: TicketWords, company: string, times: number, words: string): string =>
  `【催办】${t.no}　${t.title}：${company}第${times}次催办${words ? `，“${cut(words, 60)}”` : ""}。${t.overdue ? "已超期，" : t.replyBy ? `回复期限${sayDay(t.replyBy)}，` : ""}请尽快办理并回复进展。`;

export const corrected = (t: TicketWords, what: string): string =>
  `已更正${t.no}（${t.title}）：${what}。原内容留存备查。`;

export const toldAgainNotice = (t: TicketWords, company: string, times: number, words: string): string =>
  `【重复反映】${t.no}　${t.title}：${company}第${times}次反映，还没有办好${words ? `：“${cut(words, 60)}”` : ""}。${t.overdue ? "已超期，" : t.replyBy ? `回复期限${sayDay(t.replyBy)}，` : ""}请过问。`;

export const cameBackNotice = (t: TicketWords, company: string, times: number, former: string): string =>
  `【重复反映】${t.no}　${t.title}：${company}第${times}次反映，上一次（${former}）已办结，问题又出现，请过问是否真正解决。`;

export const correctionNotice = (t: TicketWords, company: string, what: string): string =>
  `【更正】${t.no}　${t.title}：${company}更正：${what}`;

export const withdrawn = (t: TicketWords): string => `已撤回${t.no}（${t.title}）。以后需要随时再发给我。`;

export const withdrawNotice = (t: TicketWords, company: string): string =>
  `【撤回】${t.no}　${t.title}：${company}已撤回，不用再办。`;

export const askWhichTicket = (tickets: { no: string; title: string }[], what: string): string =>
  `您要${what}的是哪一件？\n${tickets.map((t, i) => `${i + 1}. ${t.title}（${t.no}）`).join("\n")}\n回复序号或编号即可。`;

/** To the office, for a department that nobody is listed for. */
export const toBePassedOn = (department: string, text: string): string => `【请转${department}】\n${text}`;

/** To the office, when a message could not be delivered. */
export const undelivered = (name: string, text: string): string =>
  `【未送达】发给${name}的消息没有送到，请另行联系：\n${text}`;

/** Praise or a mark before there is a result to be judged. */
export const ratedEarly = (title: string): string => `谢谢。“${title}”还在办理，办完再请您评价。`;
