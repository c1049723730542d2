import type { Notice } from "../domain/outcome.ts";
import type { Recipient } from "../domain/recipients.ts";
import { distinct, handlerOf, leaderOf, officeOfTicket, officeRecipient, personById } from "../domain/recipients.ts";
import { claimsOf } from "../domain/ticket.ts";
import type { Day } from "../domain/town.ts";
import type { TicketRow } from "../store/tickets.ts";
import { disputeCard, noticeCard, type SaidCard } from "../text/saying/cards.ts";
import { type Side, sayNotice } from "../text/saying/notices.ts";
import { confidentialNotice, emergencyNotice } from "../text/saying/tickets.ts";
import type { Desk } from "./desk.ts";
import { tell } from "./tell.ts";
import { companyName, complainants, dueWords, leadName, wordsOf } from "./ticket-words.ts";

export interface NoticeOptions {
  /** Whom the chat that the move was made in tells anyway. */
  toldHere?: (recipient: Recipient) => boolean;
  until?: Day;
  promised?: { what: string; by: Day }[];
}

/** Puts what the rules say must be told into words, once for each person. */
export async function tellNotices(
  desk: Desk,
  ticket: TicketRow,
  notices: Notice[],
  options: NoticeOptions = {},
): Promise<void> {
  const told = new Set<string>();
  for (const notice of notices) {
    // The call-back's own bell asks the company; the answer goes with it.
    if (notice.about === "answered" && ticket.status === "待回访") continue;
    for (const to of recipients(desk, ticket, notice)) {
      const key = `${to.kind}/${to.id}/${notice.about}`;
      if (to.id === notice.except || options.toldHere?.(to) || told.has(key)) continue;
      if (ticket.confidential && !mayHear(desk, ticket, to)) continue;
      told.add(key);
      await tell(desk, {
        to,
        kind: "notice",
        text: words(desk, ticket, notice, to, options),
        tickets: [ticket.no],
        emergency: notice.emergency && WAKES.has(notice.about),
        ...(isUnasked(desk, notice, to) ? {} : cardFor(desk, ticket, notice, to)),
        ...(await filesFor(desk, ticket, notice, to)),
        ...(ASKS[notice.about] && !isUnasked(desk, notice, to)
          ? { asked: { kind: ASKS[notice.about], ticketNo: ticket.no } }
          : {}),
      });
    }
  }
}

function words(desk: Desk, ticket: TicketRow, notice: Notice, to: Recipient, options: NoticeOptions): string {
  if (ticket.confidential && notice.about === "assigned") return confidentialNotice(ticket.no);
  const company = companyName(desk, ticket.company);
  if (ticket.urgency === "emergency" && notice.about === "assigned")
    return emergencyNotice(ticket, company, ticket.contactPhone ?? "");
  const role = to.kind === "person" ? personById(desk.town, to.id)?.role : "dept";
  return sayNotice(
    notice.about,
    {
      ...wordsOf(desk, ticket),
      ...(NEW.has(notice.about) ? dueWords(desk, ticket) : {}),
      text: ticket.text,
      status: ticket.status,
    },
    {
      company,
      note: notice.note ?? (ticket.routing as { reason?: string } | null)?.reason ?? "",
      staff: role !== undefined && role !== "enterprise" && role !== "other",
      contact: [ticket.contactName, ticket.contactPhone].filter(Boolean).join(" "),
      urges: ticket.urges,
      sides: notice.about === "disputed" ? sidesOf(desk, ticket) : [],
      userDeadline: ticket.userDeadline,
      promised: options.promised ?? [],
      asked: !personById(desk.town, to.id)?.noCallbacks,
      ...(options.until ? { until: options.until } : {}),
    },
  );
}

/** What each department says of a disputed ticket, oldest first. */
const sidesOf = (desk: Desk, ticket: TicketRow): Side[] =>
  claimsOf(ticket).map(({ department, reason, basis, proposed }) => ({
    department: leadName(desk, department),
    reason,
    basis,
    proposed: leadName(desk, proposed),
  }));

/** Those who may have a disputed ticket: who gave it back last, and who was proposed. */
const MOST_RIVALS = 4;
const rivals = (desk: Desk, ticket: TicketRow): string[] =>
  [...new Set(claimsOf(ticket).flatMap(({ proposed, department }) => [proposed, department]))]
    .slice(-MOST_RIVALS)
    .map((id) => leadName(desk, id));

/** Gets the result, and no question about it. */
const isUnasked = (desk: Desk, { about }: Notice, to: Recipient): boolean =>
  about === "answered_again" && personById(desk.town, to.id)?.noCallbacks === true;

/** Buttons go to who can answer with them: an assignment to its owner's people, a proposal only where there is one. */
function cardFor(desk: Desk, ticket: TicketRow, { about }: Notice, to: Recipient): { card?: SaidCard } {
  const department = to.kind === "person" ? personById(desk.town, to.id)?.department : to.id;
  if (about === "assigned" && department !== ticket.lead) return {};
  if (about === "asked_to_assign" && !ticket.lead) return {};
  if (about === "disputed") return { card: disputeCard(ticket.no, rivals(desk, ticket)) };
  const card = noticeCard(about, ticket.no);
  return card ? { card } : {};
}

/** What came with the matter and this person has not had; of a confidential one nothing leaves the books. */
async function filesFor(desk: Desk, ticket: TicketRow, { about }: Notice, to: Recipient) {
  if (!WITH_FILES.has(about) || ticket.confidential) return {};
  const kept = new Map(ticket.attachments.filter((a) => a.path).map((a) => [a.path!, a]));
  if (kept.size === 0) return {};
  for (const path of await desk.work.sending.filesToldTo(to.id, ticket.no)) kept.delete(path);
  const files = [...kept].slice(0, MOST_FILES).map(([path, { name, bytes }]) => ({ name, bytes, path }));
  return files.length ? { files } : {};
}

/** What is said of a ticket when it has just come in. */
const NEW = new Set<Notice["about"]>(["assigned", "asked_to_assign"]);
const WITH_FILES = new Set<Notice["about"]>(["assigned", "assigned_co", "corrected", "resumed"]);
/** Each is a message of its own for the receiver; the rest is on the ticket. */
const MOST_FILES = 5;

/** What of an emergency does not wait for the morning. */
const WAKES = new Set<Notice["about"]>([
  "assigned",
  "asked_to_assign",
  "urged",
  "pressed",
  "redone",
  "reopened",
  "instructed",
]);

/** What a notice leaves open, so that "同意" or "接收" alone is understood. */
const ASKS: Partial<Record<Notice["about"], string>> = {
  assigned: "confirm",
  asked_to_assign: "confirm",
  returned: "confirm",
  raised: "confirm",
  disputed: "confirm",
  extension_asked: "confirm",
  to_sign: "confirm",
  detail_asked: "detail",
  redone: "result",
  urged: "result",
  pressed: "result",
  sent_back: "result",
  answered_again: "callback",
};

function recipients(desk: Desk, ticket: TicketRow, { to, emergency }: Notice): Recipient[] {
  switch (to.kind) {
    case "handler":
      return [handlerOf(desk.town, to.department)];
    case "dept_leader":
      return [leaderOf(desk.town, to.department)];
    case "office":
      // Of danger the town's office hears too, wherever it is dealt with.
      return distinct([officeOfTicket(desk.town, ticket), ...(emergency ? [officeRecipient(desk.town)] : [])]);
    case "company":
      return complainants(desk, ticket);
    case "person":
      return [{ kind: "person", id: to.id }];
  }
}

/** Of a confidential ticket hear only the lane, the office, and who raised it. */
function mayHear(desk: Desk, ticket: TicketRow, to: Recipient): boolean {
  if (ticket.fromPersons.includes(to.id)) return true;
  const department = to.kind === "person" ? personById(desk.town, to.id)?.department : to.id;
  return desk.town.departments.some((d) => d.id === department && (d.confidential || d.office));
}
