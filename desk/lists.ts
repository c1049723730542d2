import { type Counters, countersOf, hasMeasure, isSolved } from "../domain/problem-list.ts";
import { enterpriseById, handlerOf, officeRecipient } from "../domain/recipients.ts";
import { lastOf } from "../domain/ticket.ts";
import type { Day } from "../domain/town.ts";
import type { TicketRow } from "../store/tickets.ts";
import * as say from "../text/saying/problem-lists.ts";
import type { Desk } from "./desk.ts";
import { tell } from "./tell.ts";
import { leadName } from "./ticket-words.ts";

/** What the books keep of an entry beside its ticket. */
export interface KeptRow {
  units: string[];
  measure?: string;
  result?: string;
  solved: boolean;
  raisedOn?: Day;
  due?: Day;
  contact?: string;
  phone?: string;
}

/** An entry of a list as it stands now. */
export interface Listed {
  list: string;
  kind: "问题" | "建议";
  row: KeptRow;
  ticket: TicketRow;
}

/** The entries of one list or all, without what is confidential; `only` of these departments. */
export async function listed(desk: Desk, list?: string, only?: readonly string[]): Promise<Listed[]> {
  const items = await desk.work.lists.listItems(list === undefined ? {} : { list });
  const tickets = await desk.work.tickets.findTickets({ no: { in: items.map(({ ticketNo }) => ticketNo) } });
  const byNo = new Map(tickets.map((ticket) => [ticket.no, ticket]));
  return items.flatMap(({ list, kind, row, ticketNo }) => {
    const ticket = byNo.get(ticketNo);
    if (!ticket || ticket.confidential || (only && !only.includes(ticket.lead ?? ""))) return [];
    return [{ list, kind: kind as Listed["kind"], row: row as unknown as KeptRow, ticket }];
  });
}

export const countersOfKind = (entries: readonly Listed[], kind: Listed["kind"]): Counters =>
  countersOf(entries.filter((one) => one.kind === kind).map(({ ticket }) => ticket));

/** An entry with the words of its columns in 问题清单 and 责任清单. */
export function rowWords(desk: Desk, { kind, row, ticket }: Listed): say.ListRowWords {
  const told = (...actions: Parameters<typeof lastOf>[1][]) => lastOf(ticket, ...actions)?.note || undefined;
  return {
    no: ticket.no,
    kind,
    text: ticket.text,
    company: ticket.company ? (enterpriseById(desk.town, ticket.company)?.name ?? ticket.company) : "",
    unit: ticket.lead ? leadName(desk, ticket.lead) : "",
    co: ticket.co.map((id) => leadName(desk, id)).join("、"),
    measure: told("progress") ?? row.measure ?? "",
    result: told("reply") ?? row.result ?? "",
    status: ticket.status,
    raisedOn: row.raisedOn ?? "",
    due: ticket.replyBy ?? "",
    contact: [ticket.contactName, ticket.contactPhone].filter(Boolean).join(" "),
    measured: hasMeasure(ticket) || isSolved(ticket),
    solved: isSolved(ticket),
  };
}

/** One message to each unit with all that a list has given it, and one to the office for what nobody has yet. */
export async function tellUnits(
  desk: Desk,
  list: string,
  nos: readonly string[],
  paper: (rows: readonly say.ListRowWords[]) => Promise<Uint8Array>,
): Promise<number> {
  const fresh = new Set(nos);
  const open = (await listed(desk, list)).filter(({ ticket }) => fresh.has(ticket.no) && !isSolved(ticket));
  const byUnit = new Map<string, Listed[]>();
  for (const one of open) {
    const unit = one.ticket.status === "待交办" ? "" : (one.ticket.lead ?? "");
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), one]);
  }
  for (const [unit, own] of byUnit) {
    const rows = own.map((one) => rowWords(desk, one));
    const text = unit === "" ? say.unassigned(list, rows) : say.handedToUnit(list, rows);
    const name = `${say.dutyListName(list, unit === "" ? "待确定单位" : leadName(desk, unit))}.xlsx`;
    await tell(desk, {
      to: unit === "" ? officeRecipient(desk.town) : handlerOf(desk.town, unit),
      kind: "notice",
      text,
      tickets: rows.map(({ no }) => no),
      ...(desk.keepFile ? { files: [await desk.keepFile(name, await paper(rows))] } : {}),
      dedupeKey: `list/${list}/${unit}/${desk.now.toISOString()}`,
    });
  }
  return byUnit.size;
}
