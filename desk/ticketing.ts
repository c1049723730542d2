import { lanesOf } from "../domain/lanes.ts";
import { districtOfEnterprise } from "../domain/levels.ts";
import { openTicket as opening } from "../domain/opening.ts";
import { enterpriseById, officeOf } from "../domain/recipients.ts";
import { dayOf } from "../domain/time.ts";
import type { Source } from "../domain/vocabulary.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { IssueReading } from "../text/hearing/reading.ts";
import type { Desk } from "./desk.ts";
import { contextOf } from "./move.ts";
import { tellNotices } from "./notify.ts";
import { startBells } from "./reminders.ts";

export interface NewTicket {
  issue: IssueReading;
  /** Enterprise id, or a name as written; null when nobody knows. */
  company: string | null;
  /** Who raised it. */
  from: string;
  /** For whom it was raised by word of mouth: who spoke at a meeting, while a clerk wrote it down. */
  also?: string[];
  chatId: string;
  source: Source;
  contactName?: string;
  contactPhone?: string;
  media: { seq: bigint; name: string; mime: string; bytes: number; sha256?: string; path?: string }[];
  repeatOf?: string;
  /** Nobody is told: the ticket goes with another one. */
  quiet?: boolean;
}

/** Ticket numbers begin with this. */
export const PREFIX = "QQ";

/** What the words alone give a ticket, wherever they came from. */
export const toldOf = (issue: IssueReading) => ({
  type: issue.type,
  category: issue.category,
  title: issue.title,
  text: issue.text,
  respondent: issue.respondent ?? null,
  location: issue.place ?? null,
  urgency: issue.urgency,
  routing: issue.route as never,
});

/**
 * Registers one matter: number, owner, dates, first history rows, bells, and word to whom it concerns. With a sure
 * owner it is 已交办 at once; without one it is 待交办 and the office is asked; what a court has is 不予受理.
 */
export async function openTicket(desk: Desk, input: NewTicket): Promise<TicketRow> {
  const { issue } = input;
  const { town, now } = desk;
  const lane = issue.confidential ? (town.departments.find((d) => d.confidential) ?? officeOf(town)) : undefined;
  const lead = issue.inCourt ? null : (lane?.id ?? issue.route.lead);
  const co = issue.inCourt || lane ? [] : issue.route.co.filter((id) => id !== lead);
  const no = await desk.work.tickets.nextTicketNo(PREFIX, dayOf(now, town.zone));
  const enterprise = enterpriseById(town, input.company ?? "");
  const tags = lane ? [] : lanesOf(enterprise?.profile, town.rules);
  const start = opening(
    {
      no,
      type: issue.type,
      category: issue.category,
      source: input.source,
      urgency: issue.urgency,
      tags,
      lead,
      sure: lane !== undefined || issue.route.sure || issue.urgency === "emergency",
      co,
      district: districtOfEnterprise(enterprise, town.departments),
      secret: lane !== undefined,
      ...(issue.inCourt ? { refused: "已进入诉讼或仲裁程序" } : {}),
    },
    input.from,
    contextOf(desk),
  );
  const refused = start.fields.status === "不予受理";
  await desk.work.tickets.createTicket(
    {
      no,
      company: input.company,
      ...toldOf(issue),
      lead,
      co,
      contactName: input.contactName ?? null,
      contactPhone: input.contactPhone ?? null,
      confidential: lane !== undefined,
      source: input.source,
      createdAt: now,
      userDeadline: issue.deadline?.day ?? null,
      repeatOf: input.repeatOf ?? null,
      tags,
      fromPersons: [...new Set([input.from, ...(input.also ?? [])])],
      chatId: input.chatId,
      ...start.fields,
      ...(refused ? { assignBy: null, replyBy: null, resolveBy: null } : {}),
    },
    start.entries.map(({ by, ...entry }) => ({ ...entry, by: by || "bot" })),
  );
  for (const { seq, ...media } of input.media)
    await desk.work.tickets.addAttachment({ ticketNo: no, messageSeq: seq }, media);
  const whole = (await desk.work.tickets.ticketByNo(no))!;
  if (!refused && !input.quiet) {
    await startBells(desk, no, start.bells.start);
    await tellNotices(desk, whole, start.notices);
  }
  return whole;
}
