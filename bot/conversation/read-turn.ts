import { type Actor, actorOf, maySee, seesAll } from "../../domain/authority.ts";
import type { WorkCalendar } from "../../domain/calendar.ts";
import { personById } from "../../domain/recipients.ts";
import type { Person, Town } from "../../domain/town.ts";
import type { MessageType } from "../../domain/vocabulary.ts";
import type { TicketRow } from "../../store/tickets.ts";
import type { Work } from "../../store/work.ts";
import { readable } from "../../text/hearing/readable.ts";
import type { Asked, Heard, HearingContext } from "../../text/hearing/reading.ts";
import type { Adjustments } from "../../text/hearing/routing/learnt.ts";

type MessageRow = Awaited<ReturnType<Work["talk"]["messagesOfTurn"]>>[number];
type UtteranceRow = Awaited<ReturnType<Work["talk"]["recentUtterances"]>>[number];

const HOUR = 3_600_000;
/** An answer to a question of the bot is looked for so long after it. */
const ASKED_FOR = 7 * 24 * HOUR;
/** In a group a question fades sooner: others have spoken since. */
const ASKED_FOR_IN_GROUP = 24 * HOUR;
const REMEMBERED = 30;

export function heardFrom(
  messages: MessageRow[],
  chat: { kind: "group" | "private"; id: string },
  addressed: boolean,
): Heard {
  const quote = messages.map((m) => m.quote as Heard["quote"] | null).find((q) => q);
  return {
    text: readable(
      messages
        .map((m) => m.text.trim())
        .filter(Boolean)
        .join("\n"),
    ),
    pieces: messages.map((m) => ({ text: readable(m.text), type: m.type as MessageType, at: m.sentAt })),
    attachments: messages.filter((m) => ["image", "file", "location"].includes(m.type)).length,
    ...(quote ? { quote } : {}),
    addressed: addressed || chat.kind === "private",
    chat,
    at: messages[0]!.sentAt,
  };
}

/** Somebody of whom the town's list knows nothing. */
export const stranger = (id: string): Person => ({ id, role: "other", liaisonFor: [], muted: false });

export interface Memory {
  context: HearingContext;
  speaker: Person;
  asked?: Asked & { utteranceId?: bigint };
  tickets: TicketRow[];
}

/** Everything that a turn has to be read with, fetched once. */
export async function remember(
  work: Work,
  where: {
    town: Town;
    learnt: Adjustments | undefined;
    calendar: WorkCalendar;
    now: Date;
    chat: { kind: "group" | "private"; id: string };
  },
  personId: string,
  heard: Pick<Heard, "text" | "quote">,
): Promise<Memory> {
  const { town, now, chat } = where;
  const speaker = personById(town, personId) ?? stranger(personId);
  const said = await work.talk.recentUtterances(chat.id, new Date(now.getTime() - ASKED_FOR), REMEMBERED);
  const unsettled = await work.talk.unsettledMessages(chat.id, personId);
  const tickets = await ticketsOf(work, speaker, town);
  const named = `${heard.text} ${heard.quote?.text ?? ""}`.match(TICKET_NO) ?? [];
  const drafts = new Set((await work.talk.openDrafts(personId)).map(({ id }) => String(id)));
  const standing = said.filter((u) => stands(u, drafts));
  const asked =
    lastQuestion(standing, personId, chat.kind, now, tickets, named) ??
    (chat.kind === "private" ? waitsForWord(tickets, speaker, heard.text) : undefined);
  return {
    speaker,
    tickets,
    ...(asked ? { asked } : {}),
    context: {
      now,
      zone: town.zone,
      calendar: where.calendar,
      speaker: {
        id: speaker.id,
        role: speaker.role,
        ...(speaker.name ? { name: speaker.name } : {}),
        ...(speaker.enterprise ? { enterprise: speaker.enterprise } : {}),
        ...(speaker.department ? { department: speaker.department } : {}),
        liaisonFor: speaker.liaisonFor,
      },
      town,
      ...(where.learnt ? { learnt: where.learnt } : {}),
      ...(asked ? { asked } : {}),
      tickets: tickets.map(({ no, title, text, status, company, lead }) => ({
        no,
        title,
        text,
        status,
        company,
        lead,
      })),
      recent: [
        ...said.map((u) => ({
          from: u.personId || town.botName,
          fromBot: u.personId === "",
          text: u.text,
          at: u.at,
          tickets: u.tickets,
        })),
        ...unsettled.map((m) => ({ from: m.personId, fromBot: false, text: m.text, at: m.sentAt, tickets: [] })),
      ].sort((a, b) => a.at.getTime() - b.at.getTime()),
    },
  };
}

/** What was asked with a draft stands as long as the draft: once it is complete, the next words are no answer to it. */
function stands({ asked }: UtteranceRow, drafts: Set<string>): boolean {
  const draftId = (asked as { draftId?: string } | null)?.draftId;
  return draftId === undefined || drafts.has(draftId);
}

const TICKET_NO = /[A-Z]{1,6}-\d{8}-\d{3,}/g;

/** The bot's newest question that is this person's to answer: about the ticket that they name, where they name one. */
function lastQuestion(
  said: UtteranceRow[],
  personId: string,
  kind: "group" | "private",
  now: Date,
  tickets: TicketRow[],
  named: string[],
): (Asked & { utteranceId?: bigint }) | undefined {
  const oldest = now.getTime() - (kind === "group" ? ASKED_FOR_IN_GROUP : ASKED_FOR);
  const mayMean = (ticketNo: string | undefined) => !ticketNo || named.length === 0 || named.includes(ticketNo);
  for (const u of [...said].reverse()) {
    if (u.personId !== "" || u.at.getTime() < oldest) continue;
    if (!u.asked) {
      // A call-back that was made before this ledger was kept, or by hand: the ticket still waits for its answer.
      const waiting = tickets.find((t) => t.status === "待回访" && u.text.includes(t.no) && mayMean(t.no));
      if (waiting) return { kind: "callback", at: u.at, ticketNo: waiting.no, utteranceId: u.id };
      continue;
    }
    const asked = u.asked as unknown as Omit<Asked, "at"> & { of?: string };
    if ((asked.of && asked.of !== personId) || !mayMean(asked.ticketNo)) continue;
    return { ...asked, at: u.at, utteranceId: u.id };
  }
  return undefined;
}

/** Content or not, or done: words that answer a call-back, wherever it was made. */
const RATES =
  /满意|打[\d一二三四五]分|[一二三四五\d]星|(?:修|弄|办|处理|解决|搞)(?:好|完|定)了?|(?:好|亮|通|到账|下来)了|凑合|马马虎虎/;

/** A result that waits for this company's word and was told elsewhere: by telephone, or before the bot came. */
function waitsForWord(tickets: readonly TicketRow[], { enterprise }: Person, text: string): Asked | undefined {
  const waiting = tickets.filter(({ status, company }) => status === "待回访" && company === enterprise);
  if (!enterprise || waiting.length !== 1 || !RATES.test(text)) return undefined;
  return { kind: "callback", at: waiting[0]!.createdAt, ticketNo: waiting[0]!.no };
}

const STILL_SPOKEN_OF = 20;

/** The tickets that a person may mean without naming a number, newest first. */
export async function ticketsOf(work: Work, speaker: Person, { departments }: Town): Promise<TicketRow[]> {
  const actor = actorOf(speaker, departments);
  return (await ticketsNear(work, speaker, actor)).filter((ticket) => maySee(actor, ticket));
}

async function ticketsNear(work: Work, speaker: Person, actor: Actor): Promise<TicketRow[]> {
  const find = (where: Parameters<Work["tickets"]["findTickets"]>[0]) =>
    work.tickets.findTickets({ AND: [where, { confidential: false }] }, { newestFirst: true, limit: STILL_SPOKEN_OF });
  const own = { fromPersons: { has: speaker.id } };
  const current = { status: { notIn: ["已归档", "已撤回", "不予受理"] } };
  switch (speaker.role) {
    case "dept":
    case "dept_leader":
    case "admin":
    case "leader":
      if (seesAll(actor)) return find(current);
      return find({
        OR: [
          { lead: { in: actor.oversees } },
          { co: { hasSome: actor.oversees } },
          { tracker: { in: actor.oversees } },
        ],
        ...current,
      });
    case "cadre":
      return find({ OR: [own, { company: { in: speaker.liaisonFor } }] });
    default:
      return find(
        speaker.enterprise
          ? { OR: [own, { company: speaker.enterprise }, { complainants: { some: { company: speaker.enterprise } } }] }
          : own,
      );
  }
}
