import { isoOf } from "../../domain/time.ts";
import type { OutboxRow } from "../../store/sending.ts";
import type { TicketRow } from "../../store/tickets.ts";
import type { Work } from "../../store/work.ts";

/** What went out, as the recorder saw it. */
export interface SentMessage {
  at: Date;
  row: OutboxRow;
}

export interface SnapshotSource {
  work: Work;
  zone: string;
  sent: SentMessage[];
  /** Turn → the place of its last message among the scenario's steps. */
  stepOfTurn(turnId: bigint): Promise<number | null>;
}

/** The state of the bot in the shape of the replay contract. Every key is there. */
export async function snapshot({ work, zone, sent, stepOfTurn }: SnapshotSource) {
  const iso = (at: Date) => isoOf(at, zone);
  const tickets = await work.tickets.findTickets({});
  const answers = await work.records.policyAnswers();
  const facts = await work.records.factsOf();
  const profile: Record<string, Record<string, unknown>> = {};
  for (const { enterpriseId, fact, value } of facts)
    profile[enterpriseId] = { ...profile[enterpriseId], [fact]: value };
  return {
    sent: sent.map(({ at, row }) => ({
      at: iso(at),
      to: { kind: row.toKind, id: row.toId },
      kind: row.kind,
      text: row.text,
      tickets: row.tickets,
      citations: row.citations,
      files: (row.files as { name: string; bytes: number }[]).map(({ name, bytes }) => ({ name, bytes })),
    })),
    tickets: tickets.map((ticket) => ticketOut(ticket, iso)),
    drafts: (await work.talk.allOpenDrafts()).map((d) => ({ from: d.personId, text: d.text, asking: d.asking })),
    signups: (await work.events.allSignups()).map((s) => ({
      event: s.eventId,
      company: s.company,
      attendees: s.attendees,
      count: s.count,
      phone: s.phone,
      topic: s.topic,
      status: s.status,
      delegate: s.delegate,
      by: s.by,
    })),
    visits: (await work.events.findVisits()).map((v) => ({
      company: v.company,
      date: v.date,
      by: v.by,
      note: v.note,
      tickets: v.tickets,
    })),
    policy_answers: await Promise.all(
      answers.map(async (a) => ({
        step: a.turnId === null ? null : await stepOfTurn(a.turnId),
        from: a.personId,
        answer: a.answer,
        citations: a.citations,
      })),
    ),
    profile,
    reports: (await work.records.reports()).map((r) => ({ ...(r.body as object), period: r.period, file: r.file })),
    audit: (await work.records.auditLog()).map((a) => ({
      at: iso(a.at),
      actor: a.actor,
      event: a.event,
      detail: a.detail,
    })),
    unanswered: answers
      .filter((a) => a.answer === "not_found" && a.resolvedAt === null)
      .map((a) => ({ from: a.personId, question: a.question, at: iso(a.at) })),
  };
}

const ticketOut = (t: TicketRow, iso: (at: Date) => string) => ({
  no: t.no,
  company: t.company,
  complainants: t.complainants.map((c) => c.company),
  type: t.type,
  category: t.category,
  title: t.title,
  text: t.text,
  lead: t.lead,
  co: t.co,
  respondent: t.respondent,
  location: t.location,
  contact_name: t.contactName,
  contact_phone: t.contactPhone,
  urgency: t.urgency,
  confidential: t.confidential,
  source: t.source,
  status: t.status,
  created_at: iso(t.createdAt),
  assign_by: t.assignBy,
  reply_by: t.replyBy,
  resolve_by: t.resolveBy,
  user_deadline: t.userDeadline,
  parent: t.parentNo,
  repeat_of: t.repeatOf,
  tags: t.tags,
  attachments: t.attachments.length,
  from: t.fromPersons,
  commitments: t.commitments.filter((c) => c.state !== "void").map(({ what, by }) => ({ what, by })),
  urges: t.urges,
  satisfaction: t.satisfaction,
  comment: t.comment,
  history: t.history.map((h) => ({ at: iso(h.at), by: h.by, action: h.action, note: h.note })),
});
