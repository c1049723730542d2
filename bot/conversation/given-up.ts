import { clockOf, dayOf } from "../../domain/time.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { Work } from "../../store/work.ts";

/** For the operator: what the bot could not work on, and what it made of what it could. */

/** A message that came in and has not joined a turn for so long waits for something: a town, a database. */
const STRAY_MS = 120_000;
const STRAYS = 200;
const MAX_WORDS = 200;

/** What was given up or waits too long, a few lines each, oldest first. */
export async function givenUp(work: Work, zone: string, now: Date): Promise<string[]> {
  const turns = await work.talk.failedTurns();
  const strays = (await work.talk.strayMessages(STRAYS)).filter(
    ({ receivedAt }) => receivedAt.getTime() <= now.getTime() - STRAY_MS,
  );
  const names = new Names(work);
  const lines: string[] = [];
  for (const turn of turns)
    lines.push(
      `${turn.id}  ${at(turn.openedAt, zone)}  ${await names.chat(turn.chatId)}  ${await names.person(turn.personId)}  ${turn.attempts} tries`,
      ...words(turn.messages.map(({ text, type }) => text || `[${type}]`).join(" ")),
      `    ${short(turn.error?.split("\n")[0] ?? "no reason is on record")}`,
    );
  for (const message of strays)
    lines.push(
      `message ${message.seq}  ${at(message.receivedAt, zone)}  ${await names.chat(message.chatId)}  ${await names.person(message.personId)}  waits to be read`,
      ...words(message.text || `[${message.type}]`),
    );
  return lines;
}

/**
 * Puts turns back to work; a bot that runs takes them up with its next sweep.
 * @returns the turns that were put back, and those of the given that are not among the failed
 */
export async function retryTurns(
  ledger: Ledger,
  which: bigint[] | "all",
  now: Date,
): Promise<{ again: bigint[]; unknown: bigint[] }> {
  return ledger.transaction(async (work) => {
    const ids = which === "all" ? (await work.talk.failedTurns()).map(({ id }) => id) : which;
    const result: { again: bigint[]; unknown: bigint[] } = { again: [], unknown: [] };
    for (const id of ids) result[(await work.talk.retryTurn(id, now)) ? "again" : "unknown"].push(id);
    return result;
  });
}

interface ReadAs {
  act?: string;
  acts?: string[];
  text?: string;
  sent?: string[];
}

/** What one person said, how it was read and what the bot did; null when there is no such turn. */
export async function showTurn(work: Work, id: bigint, zone: string): Promise<string[] | null> {
  const turn = await work.talk.turnById(id);
  if (!turn) return null;
  const names = new Names(work);
  const lines = [
    `turn ${id}: ${turn.state}${turn.attempts > 0 ? `, ${turn.attempts} tries` : ""}`,
    `chat ${await names.chat(turn.chatId)}, person ${await names.person(turn.personId)}${turn.addressed ? ", addressed to the bot" : ""}`,
  ];
  for (const message of await work.talk.messagesOfTurn(id)) {
    const media = (message.media as { name: string }[]).map(({ name }) => ` [${name}]`).join("");
    lines.push(`said ${at(message.sentAt, zone)} ${message.type}: ${short(message.text, 2000)}${media}`);
  }
  const reading = turn.reading as ReadAs | null;
  if (reading) lines.push(`read as ${reading.acts?.join(", ") ?? reading.act}`);
  for (const row of await work.sending.outboxByIds((reading?.sent ?? []).map(BigInt)))
    lines.push(
      `${row.kind} to ${row.toKind} ${row.toId}, ${row.state}${row.tickets.length > 0 ? ` (${row.tickets.join(", ")})` : ""}: ${short(row.text, 2000)}`,
    );
  if (turn.state === "done" && !reading?.sent?.length) lines.push("nothing was sent");
  if (turn.error) lines.push(turn.error);
  return lines;
}

class Names {
  private readonly known = new Map<string, string>();

  constructor(private readonly work: Work) {}

  chat = (id: string): Promise<string> =>
    this.once(`chat ${id}`, async () => {
      const chat = await this.work.talk.chatById(id);
      return chat?.kind === "private" ? "private" : (chat?.name ?? id);
    });

  person = (id: string): Promise<string> =>
    this.once(`person ${id}`, async () => {
      const name = await this.work.talk.personName(id);
      return name && name !== id ? `${name} (${id})` : id;
    });

  private async once(key: string, find: () => Promise<string>): Promise<string> {
    const name = this.known.get(key) ?? (await find());
    this.known.set(key, name);
    return name;
  }
}

const at = (moment: Date, zone: string): string => `${dayOf(moment, zone)} ${clockOf(moment, zone)}`;

/** On one line, without what would move the cursor of a terminal. */
const short = (text: string, most = MAX_WORDS): string => {
  const signs = [...text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").slice(0, most * 2)];
  return signs.length > most ? `${signs.slice(0, most).join("")}…` : signs.join("");
};

const words = (text: string): string[] => [`    ${short(text)}`];
