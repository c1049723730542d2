import type { StoredMedia } from "../store/conversation.ts";
import type { Channel, Inbound } from "./channels/channel.ts";
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
