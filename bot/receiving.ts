import { tell } from "../desk/tell.ts";
import { callName, liaisonsOf, officeRecipient, personById } from "../domain/recipients.ts";
import type { StoredMedia } from "../store/conversation.ts";
import type { Ledger } from "../store/ledger.ts";
import { callInstead } from "../text/saying/channel.ts";
import type { App } from "./app.ts";
import type { Channel, Inbound, Log, Notice } from "./channels/channel.ts";
import { saveMedia } from "./channels/media.ts";
import type { Conversation } from "./conversation/conversation.ts";

export interface ReceivingParts {
  conversation: Conversation;
  /** Where media is kept. */
  mediaFolder: string;
  onError(error: unknown, about: string): void;
}

/**
 * Takes what a channel hands over. Media that is here is kept first; media that lies on the platform is fetched after
 * the message is stored, so that the platform gets its answer in time.
 */
export async function receive(channel: Channel, message: Inbound, parts: ReceivingParts): Promise<void> {
  const { button, media, quote, ...rest } = message;
  const here = await Promise.all(
    media.filter((m) => m.data).map((m) => saved(() => saveMedia(m, parts.mediaFolder), m.name, parts)),
  );
  const away = media.filter((m) => !m.data);
  await parts.conversation.receive(
    {
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
      media: [...here, ...away.map((m): StoredMedia => ({ name: m.name, mime: m.mime ?? "", bytes: m.bytes ?? 0 }))],
    },
    away.length === 0
      ? undefined
      : () =>
          Promise.all(away.map((m) => saved(() => saveMedia(m, parts.mediaFolder, channel), m.name, parts))).then(
            (fetched) => [...here, ...fetched],
          ),
  );
}

/** What cannot be kept is named all the same: the matter is not lost with its picture. */
async function saved(save: () => Promise<StoredMedia>, name: string, parts: ReceivingParts): Promise<StoredMedia> {
  try {
    return await save();
  } catch (error) {
    parts.onError(error, `media ${name}`);
    return { name, mime: "application/octet-stream", bytes: 0 };
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
  const personId = await ledger.look().talk.personOfIdentity(notice.channel, account);
  if (!personId) return;
  if (notice.kind === "unreachable")
    return ledger.transaction((work) => work.talk.markUnreachable(account, notice.detail));
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
