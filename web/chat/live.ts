import { personById } from "../../domain/recipients.ts";
import type { Town } from "../../domain/town.ts";
import type { Item } from "./items.ts";
import { itemOfPost } from "./items.ts";
import type { ChatPageParts, Post } from "./parts.ts";
import { chatsOf } from "./people.ts";

/** What a page is told as it happens. */
export type LiveEvent =
  | { event: "item"; data: { chat: string; item: Item } }
  /** A card was answered by the reader, here or at another page. */
  | { event: "pressed"; data: { chat: string; id: string; chosen: string } }
  /** Something arrived for another person; not what. */
  | { event: "knock"; data: { person: string } }
  | { event: "clock"; data: { now: string; target?: string } };

interface Reader {
  person: string;
  tell(event: LiveEvent): void;
}

/** Hands everything that happens to the pages of those who may read it. */
export class Live {
  private readonly readers = new Set<Reader>();
  private unwatch?: () => void;

  constructor(private readonly parts: Pick<ChatPageParts, "town" | "watch" | "onError">) {}

  /** Tells one page, until the returned function is called. */
  join(person: string, tell: (event: LiveEvent) => void): () => void {
    const reader = { person, tell };
    this.readers.add(reader);
    this.unwatch ??= this.parts.watch((post) => void this.posted(post));
    return () => {
      this.readers.delete(reader);
      if (this.readers.size > 0) return;
      this.unwatch?.();
      this.unwatch = undefined;
    };
  }

  private async posted(post: Post): Promise<void> {
    try {
      const { town } = await this.parts.town();
      const { kind, id } = post.to;
      this.arrived(town, { kind: kind === "group" ? "group" : "private", id }, itemOfPost(post));
    } catch (error) {
      this.parts.onError(error, `chat page, ${post.id}`);
    }
  }

  arrived(town: Town, chat: { kind: "group" | "private"; id: string }, item: Item): void {
    for (const reader of this.readers) {
      const person = personById(town, reader.person);
      const mine = person && chatsOf(town, person).find((c) => c.kind === chat.kind && c.id === chat.id);
      if (mine) reader.tell({ event: "item", data: { chat: mine.key, item } });
      else if (chat.kind === "private" && !item.from) reader.tell({ event: "knock", data: { person: chat.id } });
    }
  }

  pressed(person: string, chat: string, id: string, chosen: string): void {
    for (const reader of this.readers)
      if (reader.person === person) reader.tell({ event: "pressed", data: { chat, id, chosen } });
  }

  clock(now: Date, target?: Date): void {
    const data = { now: now.toISOString(), ...(target ? { target: target.toISOString() } : {}) };
    for (const reader of this.readers) reader.tell({ event: "clock", data });
  }
}
