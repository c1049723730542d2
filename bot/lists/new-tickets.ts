import type { Desk } from "../../desk/desk.ts";
import { contextOf } from "../../desk/move-context.ts";
import { PREFIX, toldOf } from "../../desk/ticketing.ts";
import type { Bell } from "../../domain/ladder.ts";
import { districtOfEnterprise } from "../../domain/levels.ts";
import { openTicket as opening } from "../../domain/opening.ts";
import { enterpriseById, officeOf } from "../../domain/recipients.ts";
import { bellsBetween } from "../../domain/state-bells.ts";
import { TAG } from "../../domain/ticket.ts";
import { dayOf } from "../../domain/time.ts";
import type { HistoryEntry, TicketFields } from "../../store/tickets.ts";
import type { ListedItem } from "./items.ts";

export interface NewListTicket {
  fields: TicketFields;
  entries: HistoryEntry[];
  bells: Bell[];
}

/**
 * Tickets for entries of a list, to be written together. Their clocks start with the import; a date of the list's own
 * stands instead of the rules'. What the list calls solved is closed with its result, and nobody is reminded of it.
 */
export async function newTickets(desk: Desk, items: readonly ListedItem[], by: string): Promise<NewListTicket[]> {
  const nos = await desk.work.tickets.nextTicketNos(PREFIX, dayOf(desk.now, desk.town.zone), items.length);
  return items.map((item, i) => newTicket(desk, nos[i]!, item, by));
}

function newTicket(desk: Desk, no: string, item: ListedItem, by: string): NewListTicket {
  const { now, town } = desk;
  const { issue, company } = item;
  const ctx = contextOf(desk);
  const lane = issue.confidential ? (town.departments.find((d) => d.confidential) ?? officeOf(town)) : undefined;
  const lead = lane?.id ?? issue.route.lead;
  const co = lane ? [] : issue.route.co.filter((id) => id !== lead);
  const tags = item.solved ? [TAG.solvedBefore] : [];
  const start = opening(
    {
      no,
      type: issue.type,
      category: issue.category,
      source: "导入",
      urgency: issue.urgency,
      tags,
      lead,
      sure: lane !== undefined || issue.route.sure || item.solved,
      co,
      district: districtOfEnterprise(enterpriseById(town, company ?? ""), town.departments),
      secret: lane !== undefined,
    },
    by,
    ctx,
  );
  const own = item.due ? { replyBy: item.due, resolveBy: item.due } : {};
  const entries: HistoryEntry[] = start.entries.map((entry) => ({ ...entry, by: entry.by || "bot" }));
  entries[0]!.note = noteOf(item);
  const add = (action: HistoryEntry["action"], note: string) => entries.push({ at: now, by, action, note });
  if (item.due) {
    const { replyBy, resolveBy } = start.fields;
    entries.push({
      at: now,
      by,
      action: "edit",
      note: `清单完成时限${item.due}`,
      change: { before: { replyBy, resolveBy }, after: own },
    });
  }
  let { status } = start.fields;
  if (item.measure) {
    add("progress", item.measure);
    if (status === "已交办") status = "办理中";
  }
  if (item.solved) {
    const result = item.result ?? item.measure!;
    add("reply", result);
    add("close", result);
    status = "已办结";
  }
  const fields: TicketFields = {
    no,
    company,
    ...toldOf(issue),
    lead,
    co,
    contactName: item.contact ?? null,
    contactPhone: item.phone ?? null,
    confidential: lane !== undefined,
    source: "导入",
    createdAt: now,
    tags,
    fromPersons: [],
    ...start.fields,
    ...own,
    status,
  };
  const after = { no, status, assignBy: start.fields.assignBy, replyBy: fields.replyBy ?? null, createdAt: now, tags };
  const bells = item.solved ? [] : bellsBetween(null, { ...after, history: entries }, ctx).start;
  return { fields, entries, bells };
}

const noteOf = ({ place, raisedOn }: ListedItem): string => `${place}${raisedOn ? `，收集于${raisedOn}` : ""}`;
