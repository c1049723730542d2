import type { Desk, Ring } from "../../desk/desk.ts";
import { type KeptRow, tellUnits } from "../../desk/lists.ts";
import { contextOf } from "../../desk/move-context.ts";
import { startAll } from "../../desk/reminders.ts";
import { makeCalendar, type PublishedYears } from "../../domain/calendar.ts";
import { bellsBetween } from "../../domain/state-bells.ts";
import type { TicketFields } from "../../domain/ticket.ts";
import { problemListXlsx } from "../../reports/problem-list-xlsx.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { ListItemRow } from "../../store/lists.ts";
import type { HistoryEntry } from "../../store/tickets.ts";
import { stable } from "../../store/tx.ts";
import type { Work } from "../../store/work.ts";
import type { KeptFile } from "../files.ts";
import type { ListedItem } from "./items.ts";
import { newTickets } from "./new-tickets.ts";

const keptOf = ({ units, measure, result, solved, raisedOn, due, contact, phone }: ListedItem): KeptRow => ({
  units,
  ...(measure ? { measure } : {}),
  ...(result ? { result } : {}),
  solved,
  ...(raisedOn ? { raisedOn } : {}),
  ...(due ? { due } : {}),
  ...(contact ? { contact } : {}),
  ...(phone ? { phone } : {}),
});

export interface ListDiff {
  added: ListedItem[];
  /** Entries whose matter is on the books by another way (the same company, the same words): they are tied to it. */
  known: { item: ListedItem; ticketNo: string }[];
  /** On the books, and the file says something new of them. */
  changed: { item: ListedItem; before: ListItemRow; what: string[] }[];
  same: number;
  /** Of this list on the books, and not in the files: they stay. */
  unnamed: number;
}

/** Compares a list with the books. */
export async function diffList(work: Work, list: string, items: readonly ListedItem[]): Promise<ListDiff> {
  const before = new Map((await work.lists.listItems()).map((row) => [row.key, row]));
  const companies = [...new Set(items.flatMap(({ company }) => company ?? []))];
  const open = await work.tickets.openWords(companies);
  const byWords = new Map(open.map(({ no, company, text }) => [`${company}\u0000${plain(text)}`, no]));
  const diff: ListDiff = { added: [], known: [], changed: [], same: 0, unnamed: 0 };
  for (const item of items) {
    const there = before.get(item.key);
    const ticketNo = byWords.get(`${item.company}\u0000${plain(item.text)}`);
    if (!there && ticketNo) diff.known.push({ item, ticketNo });
    else if (!there) diff.added.push(item);
    else {
      const what = changes(there.row as unknown as KeptRow, keptOf(item));
      if (what.length > 0) diff.changed.push({ item, before: there, what });
      else diff.same++;
    }
  }
  const named = new Set(items.map(({ key }) => key));
  diff.unnamed = [...before.values()].filter((row) => row.list === list && !named.has(row.key)).length;
  return diff;
}

const plain = (text: string): string => text.replace(/[\s\p{P}\p{S}]/gu, "").toLowerCase();

const changes = (before: KeptRow, after: KeptRow): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => stable(before[key as keyof KeptRow]) !== stable(after[key as keyof KeptRow]),
  );

export const nothingNew = (diff: ListDiff): boolean =>
  diff.added.length + diff.known.length + diff.changed.length === 0;

const SHOWN = 10;

/** The diff as lines to print. */
export function listDiffLines(diff: ListDiff): string[] {
  const problems = diff.added.filter(({ kind }) => kind === "问题").length;
  const owners = diff.added.filter(({ named }) => !named).length;
  return [
    `added: ${problems} problems, ${diff.added.length - problems} suggestions; ${owners} of them without a unit of the town`,
    `on the books by another way: ${diff.known.length}, ${diff.changed.length} changed, ${diff.same} the same, ${diff.unnamed} of the list that the files do not name`,
    ...diff.changed.slice(0, SHOWN).map(({ before, what }) => `  ~ ${before.ticketNo} ${what.join(", ")}`),
    ...(diff.changed.length > SHOWN ? [`  ~ … and ${diff.changed.length - SHOWN} more`] : []),
  ];
}

/**
 * Writes a list: all of it or, when anything fails, nothing. Each unit is told once.
 * @returns what has to ring; where no queue is at hand the bot's sweep finds the rows
 */
export function importList(
  ledger: Ledger,
  published: PublishedYears,
  given: {
    list: string;
    items: readonly ListedItem[];
    by: string;
    now: Date;
    keepFile?: (name: string, content: Uint8Array) => KeptFile;
  },
  progress: (done: number, of: number) => void = () => {},
): Promise<{ diff: ListDiff; told: number; rings: Ring[] }> {
  const { list, items, by, now, keepFile } = given;
  return ledger.transaction(async (work) => {
    const town = (await work.town.loadTown())!;
    const desk: Desk = {
      now,
      town,
      calendar: makeCalendar(published, town.calendar),
      work,
      rings: [],
      ...(keepFile ? { keepFile: async (name: string, content: Uint8Array) => keepFile(name, content) } : {}),
    };
    const diff = await diffList(work, list, items);
    const all = diff.added.length + diff.changed.length;
    const made = await newTickets(desk, diff.added, by);
    await work.tickets.createTickets(made, (done) => progress(done, all));
    await startAll(
      desk,
      made.map(({ fields, bells }) => ({ no: fields.no, bells })),
    );
    const tied = [
      ...diff.added.map((item, i) => ({ item, ticketNo: made[i]!.fields.no })),
      ...diff.known.map(({ item, ticketNo }) => ({ item, ticketNo })),
    ];
    await work.lists.addListItems(
      tied.map(({ item, ticketNo }) => ({
        key: item.key,
        list,
        kind: item.kind,
        ticketNo,
        row: keptOf(item),
        place: item.place,
        at: now,
      })),
    );
    for (const [i, one] of diff.changed.entries()) {
      await change(desk, one, by);
      progress(diff.added.length + i + 1, all);
    }
    const told = await tellUnits(
      desk,
      list,
      made.map(({ fields }) => fields.no),
      problemListXlsx,
    );
    const detail = `导入${list}：新增${diff.added.length}，更新${diff.changed.length}，已在册${diff.known.length}`;
    await work.records.addAudit({ at: now, actor: by, event: "变更", detail });
    progress(all, all);
    return { diff, told, rings: desk.rings };
  });
}

/** What a later file says of an entry: a new measure is progress, a result closes it, a new date moves its date. */
async function change(desk: Desk, { item, before, what }: ListDiff["changed"][number], by: string): Promise<void> {
  await desk.work.lists.changeListItem(item.key, keptOf(item), item.place);
  const ticket = await desk.work.tickets.lockTicket(before.ticketNo);
  // What has ended here is not opened, nor ended again, by a file.
  if (!ticket || !["待交办", "已交办", "办理中", "重办", "待补充办理结果"].includes(ticket.status)) return;
  const fields: Partial<TicketFields> = {};
  const entries: HistoryEntry[] = [];
  const add = (action: HistoryEntry["action"], note: string) => entries.push({ at: desk.now, by, action, note });
  if (what.includes("measure") && item.measure) {
    add("progress", item.measure);
    if (ticket.status === "已交办") fields.status = "办理中";
  }
  if (what.includes("due") && item.due) {
    add("edit", `清单完成时限${item.due}`);
    Object.assign(fields, { replyBy: item.due, resolveBy: item.due });
  }
  if (what.includes("contact") && item.contact) fields.contactName = item.contact;
  if (what.includes("phone") && item.phone) fields.contactPhone = item.phone;
  if ((what.includes("contact") || what.includes("phone")) && entries.length === 0) add("edit", "清单联系方式更新");
  if (what.includes("solved") && item.solved && ticket.status !== "待交办") {
    const result = item.result ?? item.measure ?? "";
    add("reply", result);
    add("close", result);
    fields.status = "已办结";
  }
  if (entries.length === 0) return;
  const old = Object.fromEntries(Object.keys(fields).map((key) => [key, ticket[key as keyof typeof ticket]]));
  entries[0]!.change = { before: old, after: fields };
  const bells = bellsBetween(
    ticket,
    { ...ticket, ...fields, history: [...ticket.history, ...entries] },
    contextOf(desk),
  );
  await desk.work.tickets.changeTicket(ticket.no, fields, entries);
  await desk.work.sending.cancelByKey(bells.cancel, desk.now);
  await startAll(desk, [{ no: ticket.no, bells: bells.start }]);
}
