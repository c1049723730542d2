import type { Move, Why } from "../../domain/moves.ts";
import { sayDay } from "./dates.ts";
import { closed, cut, enumerated } from "./lists.ts";
import type { TicketWords } from "./tickets.ts";
import * as say from "./tickets.ts";

type Ticket = TicketWords & { status: string; urges: number };

/** What the one who moved a ticket hears: short, with the number and the next date. Empty: nothing need be said. */
export function sayMoved(
  move: Move,
  t: Ticket,
  facts: { staff: boolean; refused: boolean; unsigned: boolean; parts: TicketWords[] },
): string {
  const name = `${t.no}（${t.title}）`;
  const reply = t.replyBy ? `${sayDay(t.replyBy)}前回复企业` : "请尽快回复企业";
  switch (move.kind) {
    case "transfer":
      if (t.status === "派单争议") return `${name}已报${t.officeName}裁定，时限不变。`;
      if (t.status === "待交办") return `${name}已报${t.officeName}，拟由${t.leadName}承办，时限不变；你单位对口跟踪。`;
      return `${name}已交${t.leadName}，${reply}。`;
    case "assign":
    case "arbitrate":
      return `${name}已交${t.leadName}，${reply}。`;
    case "accept":
      return `${name}已接收，${reply}。`;
    case "progress": {
      const promises = (move.commitments ?? []).map((c) => `${sayDay(c.by)}前${c.what}`);
      return `已记录${name}进展${promises.length ? `，承诺${enumerated(promises)}，到期我来提醒` : `，${reply}`}。`;
    }
    case "reply":
    case "close":
      return facts.refused
        ? `${name}先不能办结：答复里没有写明办了什么。请补充谁办的、办了什么、什么时候，${reply}。`
        : facts.unsigned
          ? `${name}的办理结果已报单位负责人签发，签发后转企业。`
          : t.status === "待回访"
            ? `${name}的办理结果已转企业，待回访确认后办结。`
            : `${name}已${t.status === "已归档" ? "归档" : t.status === "已办结" ? "办结" : "答复企业"}。`;
    case "return":
    case "dispute":
      return t.status === "派单争议"
        ? `${name}已报${t.officeName}裁定，时限不变。`
        : `${name}已退回${t.officeName}确认，拟派${t.leadName}，时限不变。`;
    case "extend":
      if (move.decision === "approve")
        return `${name}已同意延期，新期限${t.replyBy ? sayDay(t.replyBy) : ""}，企业已告知。`;
      if (move.decision === "refuse") return `${name}未同意延期，已告知${t.leadName}。`;
      return `${name}的延期申请已报${t.officeName}，批准前仍按${t.replyBy ? sayDay(t.replyBy) : "原期限"}办理。`;
    case "urge":
      return facts.staff
        ? `已催办${t.leadName}：${name}，${t.overdue ? "已超期，请尽快答复" : reply}。`
        : say.urged(t, t.urges);
    case "callback":
      return move.satisfaction === "不满意"
        ? `抱歉没办好。${name}已退回${t.leadName}重新办理，${t.replyBy ? `${sayDay(t.replyBy)}前再回复您` : "尽快回复您"}。`
        : move.satisfaction === "基本满意"
          ? "谢谢反馈，已办结；您提的不足我会转告承办单位。"
          : "谢谢反馈，已办结。";
    case "reopen":
      return `${name}已重新办理，由${t.leadName}承办，${t.replyBy ? `${sayDay(t.replyBy)}前回复您` : "尽快回复您"}。`;
    case "withdraw":
      return say.withdrawn(t);
    case "edit":
      return facts.staff ? `${name}已更新。` : `已更新${name}，并告知${t.leadName}。`;
    case "split":
      return `已分开办理：${[t, ...facts.parts].map((part) => `${part.title}（${part.no}）由${part.leadName}办理`).join("；")}。时限不变。`;
    case "merge":
      return `${name}已并入${move.into}。`;
    case "undo":
      return `${name}上一步已撤销，现由${t.leadName}承办，${reply}。`;
    case "pause":
    case "request_detail":
      return `已请企业补充（${t.no}），等候期间公开可查。`;
    case "resume":
      return facts.staff ? `${name}已恢复办理。` : `已补充到${name}。`;
    case "leader_instruction":
      return `批示已转${t.leadName}（${t.no} ${t.title}），${t.replyBy ? `${sayDay(t.replyBy)}前` : "尽快"}报结果。`;
    case "praise":
      return `谢谢您的肯定，已转告${t.leadName}（${t.no}）。`;
    case "remind":
    case "escalate":
      return `已督办${t.leadName}（${t.no} ${t.title}），${reply}。`;
  }
}

const REASONS: Record<Exclude<Why, "not_allowed" | "wrong_state">, string> = {
  not_seen: "没有查到可以由您办理的这件事。",
  need_reason: "请写明理由；退件的，还要写明依据（哪个文件或职责规定）和建议由哪个单位承办。",
  need_basis: "请补充依据（哪个文件或职责规定）。",
  need_owner: "请写明建议由哪个单位承办。",
  need_note: "请写明办了什么：谁办的、做了什么、什么时候。",
  need_date: "请写明延到哪一天。",
  need_parts: "请写明分成哪几件。",
  no_such_department: "没有找到这个单位，请写单位全称。",
  same_owner: "现在就是这个单位承办。",
  complained_of: "不能交给被反映的单位。",
  not_confidential: "保密线索只能走保密渠道。",
  after_due: "已过期限，不能再申请延期，请说明原因并尽快办理。",
  not_later: "新期限要比原期限晚。",
  past: "这个日期已经过了，请重新写一个。",
  nothing_asked: "没有待批的申请。",
  nothing_to_undo: "没有可以撤销的操作。",
  too_late: "已超过可以重新办理的时间，请作为新问题反映。",
  children_open: "还有子任务没有办完，暂不能办结。",
  merged: "这件已并案，请在主件上办理。",
  callback_missing: "还没有回访，暂不能办结。",
  arbitrated: "这件已经裁定，不能再退，请按裁定办理。",
};

/** @param missing sub-tasks that a parent still waits for */
export function sayNoMove(why: Why, t: TicketWords & { status: string }, missing: TicketWords[] = []): string {
  const tasks = missing.map((task) => `${task.leadName}（${task.no}）`);
  const reason = tasks.length > 0 ? `还差${enumerated(tasks)}没有办完，暂不能办结。` : reasonOf(why, t);
  return closed(cut(`${t.no}（${t.title}）：${reason}`, 160));
}

export const sayExtensionLacks = (t: TicketWords): string =>
  `${t.no}（${t.title}）要延期，请写明延到哪一天、为什么，例如“延到10月15日，设备还没到货”。批准前仍按${t.replyBy ? sayDay(t.replyBy) : "原期限"}办理。`;

function reasonOf(why: Why, t: TicketWords & { status: string }): string {
  if (why === "callback_missing" && t.status === "待回访")
    return "结果已转企业，正等企业确认；有更完整的结果可以直接补充。";
  if (why === "wrong_state") return `现在是“${t.status}”，这一步不用办了。`;
  return why === "not_allowed" ? `这一步要由承办单位或${t.officeName}来做。` : REASONS[why];
}
