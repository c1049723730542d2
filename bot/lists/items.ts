import { createHash } from "node:crypto";
import type { Enterprise, Town } from "../../domain/town.ts";
import type { TicketType } from "../../domain/vocabulary.ts";
import type { HearingModels } from "../../text/hearing/index.ts";
import { matterOf } from "../../text/hearing/index.ts";
import type { HearingContext, IssueReading } from "../../text/hearing/reading.ts";
import { Named } from "../campaign/roster.ts";
import type { WrittenItem } from "./read.ts";

/** An entry of a list with its owner and its reading. */
export interface ListedItem extends Omit<WrittenItem, "company"> {
  /** The same for the same kind, company or unit, and words. */
  key: string;
  /** Enterprise id, or the name as written. */
  company: string | null;
  issue: IssueReading;
  /** The list names a unit of the town: it is its owner. */
  named: boolean;
}

export interface ListSetting {
  now: Date;
  town: Town;
  calendar: NonNullable<HearingContext["calendar"]>;
  learnt?: NonNullable<HearingContext["learnt"]>;
  models: HearingModels;
}

const plain = (text: string): string => text.replace(/[\s\p{P}\p{S}]/gu, "").toLowerCase();

/** What makes an entry the one that it is: its kind, whose it is, and its words, whatever their punctuation. */
const keyOf = (kind: string, whose: string, text: string): string =>
  createHash("sha256")
    .update([kind, plain(whose), plain(text)].join("\u0000"))
    .digest("hex");

/**
 * Reads entries as the chat would: category, title, urgency, and the owner, which is the unit that the list names where
 * the town has it. What stands twice is taken once. Doubts are added for whoever imports.
 */
export function itemsOf(
  written: readonly WrittenItem[],
  setting: ListSetting,
  doubts: string[],
  progress: (done: number, of: number) => void = () => {},
): ListedItem[] {
  const { town } = setting;
  const companies = new Named<Enterprise>(town.enterprises, (e) => [e.name, ...e.short]);
  const units = new Map(town.departments.flatMap((d) => [d.id, d.name, ...d.aliases].map((name) => [name, d.id])));
  const strange = new Map<string, number>();
  const unitsOf = (names: readonly string[]): string[] => {
    for (const name of names) if (!units.has(name)) strange.set(name, (strange.get(name) ?? 0) + 1);
    return names.flatMap((name) => units.get(name) ?? []);
  };
  const first = new Map<string, ListedItem>();
  for (const [i, one] of written.entries()) {
    progress(i, written.length);
    const found = one.company === undefined ? undefined : companies.find(one.company);
    const enterprise = found && "id" in found ? found.id : undefined;
    const company = enterprise ?? one.company ?? null;
    const key = keyOf(one.kind, company ?? one.units.join("、"), one.text);
    const before = first.get(key);
    if (before) {
      doubts.push(`${one.place}: the same as ${before.place}: taken once`);
      continue;
    }
    const [lead, ...more] = unitsOf(one.units);
    const read = issueOf(one, enterprise, setting);
    const co = [...new Set([...more, ...unitsOf(one.co)])].filter((id) => id !== lead);
    const route = lead
      ? { ...read.route, lead, co, sure: true, reason: `清单列明${one.units[0]}` }
      : { ...read.route, co: co.length > 0 ? co : read.route.co };
    first.set(key, { ...one, key, company, named: lead !== undefined, issue: { ...read, route } });
  }
  for (const [unit, count] of strange)
    doubts.push(`unit ${unit} (${count} rows) is no department of the town: their owner is proposed by the words`);
  progress(written.length, written.length);
  return [...first.values()];
}

function issueOf(one: WrittenItem, enterprise: string | undefined, setting: ListSetting): IssueReading {
  const { now, town, calendar, learnt, models } = setting;
  const heard = {
    text: one.text,
    pieces: [{ text: one.text, type: "text" as const, at: now }],
    attachments: 0,
    addressed: true,
    chat: { kind: "private" as const, id: "-" },
    at: now,
  };
  const speaker = { id: "-", role: "enterprise" as const, liaisonFor: [], ...(enterprise ? { enterprise } : {}) };
  const ctx: HearingContext = {
    now,
    zone: town.zone,
    calendar,
    speaker,
    town,
    tickets: [],
    recent: [],
    ...(learnt ? { learnt } : {}),
  };
  const read = matterOf(heard, ctx, models);
  // What a list keeps is past being an emergency; before a court or not, the list's keeper has taken it on.
  return {
    ...read,
    type: typeOf(one.kind, read.type),
    urgency: read.urgency === "emergency" ? "urgent" : read.urgency,
    inCourt: false,
  };
}

const typeOf = (kind: WrittenItem["kind"], read: TicketType): TicketType =>
  kind === "建议" ? "建议" : read === "建议" || read === "表扬" ? "求助" : read;
