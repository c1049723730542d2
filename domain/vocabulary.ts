/** The field's standard terms, as they stand in the database and in exports. `docs/glossary.md` rules. */

export const TICKET_TYPES = ["咨询", "求助", "投诉", "举报", "建议", "表扬"] as const;
export type TicketType = (typeof TICKET_TYPES)[number];

export const TICKET_STATUSES = [
  "待交办",
  "已交办",
  "办理中",
  "派单争议",
  "待补充办理结果",
  "已回复",
  "待回访",
  "重办",
  "已办结",
  "已归档",
  "已撤回",
  "不予受理",
] as const;
export const SATISFACTIONS = ["非常满意", "满意", "基本满意", "不满意", "未能回访"] as const;
export type Satisfaction = (typeof SATISFACTIONS)[number];

export const ACTIONS = [
  "create",
  "assign",
  "accept",
  "progress",
  "reply",
  "dispute",
  "return",
  "arbitrate",
  "transfer",
  "extend",
  "urge",
  "callback",
  "reopen",
  "close",
  "withdraw",
  "edit",
  "split",
  "merge",
  "undo",
  "pause",
  "resume",
  "leader_instruction",
  "praise",
  "request_detail",
  "remind",
  "escalate",
] as const;
export type Action = (typeof ACTIONS)[number];

export const URGENCIES = ["normal", "urgent", "emergency"] as const;
export type Urgency = (typeof URGENCIES)[number];

export const SOURCES = ["消息", "走访", "恳谈会", "导入"] as const;
export type Source = (typeof SOURCES)[number];

/** Levels of organisations, from the top of the departments' tree down. */
export const LEVELS = ["市", "区县", "镇街园区"] as const;
export type Level = (typeof LEVELS)[number];

export const SIGNUP_STATUSES = ["报名", "候补", "取消", "已确认", "未回复", "请假"] as const;
export type SignupStatus = (typeof SIGNUP_STATUSES)[number];

export const ROLES = ["enterprise", "cadre", "dept", "dept_leader", "admin", "leader", "other"] as const;
export type Role = (typeof ROLES)[number];

/** As what a person speaks for their enterprise; `domain/company-people.ts` says who may do what. */
export const COMPANY_ROLES = ["负责人", "联系人", "经办人"] as const;
export type CompanyRole = (typeof COMPANY_ROLES)[number];

export const MODES = ["免申即享", "即申即享", "随申随享"] as const;
export type Mode = (typeof MODES)[number];

/** What an application may do without at first: a paper, a proof, the examination. */
export const TRAITS = ["容缺受理", "告知承诺", "先拨后审"] as const;
export type Trait = (typeof TRAITS)[number];

/** What a turn, or a part of one, is meant to do. The first 29 are the acts of the labelled sets; the rest are ours. */
export const ACTS = [
  "report",
  "ask_policy",
  "ask_progress",
  "urge",
  "add_detail",
  "correct",
  "withdraw",
  "confirm_resolved",
  "rate",
  "sign_up",
  "sign_up_change",
  "sign_up_cancel",
  "visit_report",
  "cadre_progress",
  "cadre_close",
  "cadre_return",
  "cadre_transfer",
  "cadre_extend",
  "cadre_query",
  "leader_instruction",
  "report_request",
  "whistleblow",
  "emergency",
  "greeting",
  "thanks",
  "noise",
  "out_of_scope",
  "injection",
  "help",
  "praise",
  "cadre_accept",
  "cadre_dispute",
  "rollcall_yes",
  "rollcall_leave",
  "snooze",
  "consent",
  "refuse",
  "mute",
  "unmute",
  "take_over",
  "give_back",
  "bind",
  "unbind",
  "invite",
  "release",
  "set_company_role",
  "list_colleagues",
  "company_card",
  "campaign_status",
  "campaign_ledger",
  "hand_over",
  "announce_event",
  "tell_profile",
  "ask_eligible",
  "cadre_wait",
  "undo",
  "list_unanswered",
  "answer_unanswered",
  "split",
  "merge",
  "ask_service",
  "guide_gaps",
  "push_off",
  "push_on",
  "list_missed",
  "redeem",
  "ask_redeemed",
  "show_profile",
  "series_set",
  "session_change",
  "session_paper",
  "session_record",
  "session_record_undo",
  "check_in",
  "written_matter",
  "event_stats",
  "match_ask",
  "match_answer",
  "on_leave",
  "back_from_leave",
  "ask_leave",
  "me_too",
  "ask_person",
  "agree_letter",
  "hold_letter",
  "internal_note",
  "list_counts",
  "ask_indicator",
  "monthly_review",
  "callback_off",
  "callback_on",
  "ask_event",
] as const;
export type Act = (typeof ACTS)[number];

export const MESSAGE_TYPES = ["text", "image", "voice", "file", "link", "sticker", "location", "button"] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];
