import { tell } from "../desk/tell.ts";
import { tellUnreachable } from "../desk/unreachable.ts";
import { callName, liaisonsOf, officeRecipient, personById } from "../domain/recipients.ts";
import { isAway, type StoredMedia } from "../store/conversation.ts";
import type { Ledger } from "../store/ledger.ts";
import { callInstead } from "../text/saying/channel.ts";
import type { App } from "./app.ts";
import type { Channel, Inbound, Log, Notice } from "./channels/channel.ts";
import { MediaRefused, safeName, saveMedia } from "./channels/media.ts";
import { PlatformError } from "./channels/wecom/errors.ts";
import type { Conversation } from "./conversation/conversation.ts";

export interface ReceivingParts {
  conversation: Conversation;
  /** Where media is kept. */
  mediaFolder: string;
  onError(error: unknown, about: string): void;
}

/** Between the tries to fetch what lies on the platform. */
const AGAIN_MS = [1_000, 4_000];

/**
 * Takes what a channel hands over. Media that is here is kept first; media that lies on the platform is fetched after
 * the message is stored (`fetchMedia`), so that the platform gets its answer in time.
 */
export async function receive(message: Inbound, parts: ReceivingParts): Promise<void> {
  const { button, media, quote, ...rest } = message;
  const kept = await Promise.all(
    media.map(
      async ({ data, name, mime = "", bytes = 0, ref }): Promise<StoredMedia> =>
        data || !ref
          ? saved(() => saveMedia({ name, mime, ...(data && { data }) }, parts.mediaFolder), name, parts.onError)
          : { name, mime, bytes, ref },
    ),
  );
  await parts.conversation.receive({
    ...rest,
    // A button's key is what pressing it says.
    text: button && !rest.text ? button.key : rest.text,
    ...(quote
      ? {
          quote: {
            from: quote.from,
            text: quote.text,
            fromBot: quote.from === "" || quote.platformId?.startsWith("outbox-") === true,
          },
        }
      : {}),
    media: kept,
  });
}

/** Loads what lies on a platform into `folder`; what is here already stays as it is. */
export function mediaFetcher(channels: readonly Channel[], folder: string, onError: ReceivingParts["onError"]) {
  return (channelName: string, media: StoredMedia[]): Promise<StoredMedia[]> => {
    const channel = channels.find(({ name }) => name === channelName);
    return Promise.all(
      media.map((one) => {
        const { name, mime, bytes, ref } = one;
        return isAway(one) && channel && ref
          ? saved(() => patiently(() => saveMedia({ name, mime, bytes, ref }, folder, channel)), name, onError)
          : one;
      }),
    );
  };
}

/** Tries again what a network or a platform in trouble withheld; a refusal stays one. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const ms of AGAIN_MS) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof MediaRefused || error instanceof PlatformError) throw error;
      await new Promise((done) => setTimeout(done, ms));
    }
  }
  return work();
}

/** What cannot be kept is named all the same: the matter is not lost with its picture. */
async function saved(
  save: () => Promise<StoredMedia>,
  name: string,
  onError: ReceivingParts["onError"],
): Promise<StoredMedia> {
  try {
    return await save();
  } catch (error) {
    onError(error, `media ${name}`);
    const lost = error instanceof MediaRefused ? error.why : "away";
    return { name: safeName(name), mime: "application/octet-stream", bytes: 0, lost };
  }
}

/** What a channel has to tell besides messages: who is out of reach, and when a cadre has to call instead. */
export async function heed(notice: Notice, { app, ledger, log }: NoticeParts): Promise<void> {
  const about = { channel: notice.channel, kind: notice.kind, code: notice.code };
  if (notice.kind === "alarm") log.error(about, notice.detail);
  else log.info(about, notice.detail);
  if (notice.kind === "handed_over" || notice.kind === "handed_back") return hand(notice, ledger);
  const account = notice.person;
  if (!account || (notice.kind !== "unreachable" && notice.kind !== "budget_spent")) return;
  if (notice.kind === "unreachable")
    return app.atDesk(async (desk) => {
      for (const id of await desk.work.talk.markUnreachable(account, notice.detail)) await tellUnreachable(desk, id);
    });
  const personId = await ledger.look().talk.personOfIdentity(notice.channel, account);
  if (!personId) return;
  await app.atDesk(async (desk) => {
    const person = personById(desk.town, personId);
    const liaison = person?.enterprise ? liaisonsOf(desk.town, person.enterprise)[0] : undefined;
    await tell(desk, {
      to: liaison ? { kind: "person", id: liaison.id } : officeRecipient(desk.town),
      kind: "notice",
      text: callInstead(person?.name ?? personId, person?.enterprise ? callName(desk.town, person.enterprise) : ""),
      dedupeKey: `budget/${personId}/${notice.at.toISOString().slice(0, 10)}`,
    });
  });
}

/** While a human agent of the platform answers somebody, the bot only records. */
async function hand({ channel, kind, person }: Notice, ledger: Ledger): Promise<void> {
  if (!person) return;
  await ledger.transaction(async (work) => {
    const chatId = await work.talk.personOfIdentity(channel, person);
    if (chatId && (await work.talk.chatById(chatId)))
      await work.talk.setChatTakenBy(chatId, kind === "handed_over" ? channel : null);
  });
}

export interface NoticeParts {
  app: App;
  ledger: Ledger;
  log: Log;
}
