import type { NewTicket } from "../desk/ticketing.ts";
import type { IssueReading } from "../text/hearing/reading.ts";
import type { Scene } from "./scene.ts";

/** A ticket to be opened for what the speaker has said in this chat, with who is to be called. */
export const asTold = (
  { speaker, chat, reading, media: all }: Scene,
  issue: IssueReading,
  company: string | null,
  media: Scene["media"] = all,
): NewTicket => ({
  issue,
  company,
  from: speaker.id,
  chatId: chat.id,
  source: "消息",
  ...(reading.contactName ? { contactName: reading.contactName } : {}),
  ...(reading.callAt ? { contactPhone: reading.callAt } : {}),
  media,
});
