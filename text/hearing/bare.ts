import type { Town } from "../../domain/town.ts";
import type { Act } from "../../domain/vocabulary.ts";
import { type HearingModels, hear } from "./index.ts";
import type { HearingContext } from "./reading.ts";

/** What the labelled sets call our finer acts. */
export const ACTS_OF_SETS: Partial<Record<Act, Act>> = {
  praise: "thanks",
  cadre_accept: "cadre_progress",
  cadre_dispute: "cadre_return",
  rollcall_yes: "sign_up",
  rollcall_leave: "sign_up_cancel",
  snooze: "noise",
  consent: "noise",
  refuse: "noise",
  mute: "help",
  unmute: "help",
  callback_off: "help",
  callback_on: "help",
  take_over: "noise",
  give_back: "noise",
  internal_note: "noise",
  bind: "help",
  unbind: "help",
  invite: "help",
  release: "help",
  set_company_role: "help",
  list_colleagues: "help",
  company_card: "cadre_query",
  campaign_status: "cadre_query",
  campaign_ledger: "report_request",
  hand_over: "noise",
  announce_event: "noise",
  tell_profile: "add_detail",
  ask_eligible: "ask_policy",
  cadre_wait: "cadre_progress",
  undo: "withdraw",
  split: "cadre_transfer",
  merge: "cadre_transfer",
  me_too: "report",
  ask_person: "help",
  list_counts: "report_request",
  ask_indicator: "cadre_query",
  monthly_review: "report_request",
};

/** A town that knows nobody: names are read as written, departments are the categories' own. */
export const NOWHERE: Town = {
  botName: "小助手",
  zone: "Asia/Shanghai",
  calendar: {},
  rules: {
    assign: { days: 2, unit: "natural", roll: "next_workday" },
    reply: { days: 14, unit: "natural", roll: "next_workday" },
    resolve_simple: { days: 0, unit: "working", roll: "none" },
    resolve_complex: { days: 15, unit: "working", roll: "none" },
    callback_required: true,
    working_hours: ["08:30", "17:30"],
    quiet_hours: ["20:00", "08:00"],
    reminders: [],
    sent_at: "09:00",
  },
  departments: [],
  people: [],
  enterprises: [],
  policies: [],
  events: [],
  series: [],
  groups: [],
};

/** What a message is read with where nothing of the chat is known. */
export interface BareSetting {
  town: Town;
  calendar: NonNullable<HearingContext["calendar"]>;
  models: HearingModels;
  /** Category → department, where the town has no departments of its own. */
  departments?: ReadonlyMap<string, string> | undefined;
}

/** The day that "下周一" of a message without a date counts from. */
const SOME_MONDAY = new Date("2026-09-14T09:00:00+08:00");

/** A message by itself: no speaker, no chat, no history; the role is left to the words. */
export function readMessage(row: { id: string; text: string }, setting: BareSetting): Record<string, unknown> {
  const { town, calendar, models, departments } = setting;
  const at = SOME_MONDAY;
  const reading = hear(
    {
      text: row.text,
      pieces: [{ text: row.text, type: "text", at }],
      attachments: 0,
      addressed: true,
      chat: { kind: "private", id: "-" },
      at,
    },
    {
      now: at,
      zone: town.zone,
      calendar,
      speaker: { id: "-", role: "other", liaisonFor: [] },
      town,
      tickets: [],
      recent: [],
    },
    models,
  );
  const issues = reading.segments.flatMap(({ act, issue }) => (issue && act !== "leader_instruction" ? issue : []));
  const company = reading.segments.find((segment) => segment.company)?.company ?? reading.company;
  const place = issues.find((issue) => issue.place)?.place;
  const deadline = issues.find((issue) => issue.deadline)?.deadline;
  return {
    id: row.id,
    act: ACTS_OF_SETS[reading.act] ?? reading.act,
    acts: reading.segments.map(({ act }) => act),
    issues: issues.map((issue) => ({
      text: issue.text,
      title: issue.title,
      type: issue.type,
      category: issue.category,
      dept: issue.route.lead || departments?.get(issue.category) || null,
      urgency: issue.urgency,
    })),
    ...(company ? { enterprise: company.written } : {}),
    ...(reading.phone ? { phone: reading.phone } : {}),
    ...(place ? { place } : {}),
    ...(deadline ? { deadline: deadline.day } : {}),
    ...(reading.sentiment ? { sentiment: reading.sentiment } : {}),
  };
}
