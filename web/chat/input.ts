import type { Context } from "hono";
import { z } from "zod";
import { personById } from "../../domain/recipients.ts";
import type { Person, Town } from "../../domain/town.ts";
import * as say from "../../text/saying/chat-page.ts";
import { type ChatView, chatsOf } from "./people.ts";

/** What was asked cannot be done; nothing was changed. The message is for the page's reader. */
export class Refused extends Error {}

/** Characters of one message. */
const LONGEST = 1 << 20;

const id = z.string().min(1).max(200);
const item = z.string().regex(/^(m|outbox)-\d{1,18}$/);
const chat = z.string().regex(/^(private|group:[\s\S]{1,200})$/);

export const AS = z.object({ as: id });
export const HISTORY = AS.extend({
  chat,
  before: item.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(40),
});
export const ONE_ITEM = AS.extend({ chat, id: item, index: z.coerce.number().int().min(0).max(99).default(0) });
export const PRESS = AS.extend({ chat, id: item, key: z.string().min(1).max(500) });
export const CLOCK = z.object({ to: z.string().min(1).max(100) });
export const MESSAGE = AS.extend({
  chat,
  /** Made up by the page: sent twice, it is still one message. */
  id: z.uuid(),
  text: z
    .string()
    .max(LONGEST, { error: say.textTooLong(LONGEST >> 20) })
    .default(""),
  quote: item.optional(),
  file: z.instanceof(File, { error: say.oneFileAtATime }).optional(),
});

/** @throws Refused with every fault */
export function parsed<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new Refused(
    [
      ...new Set(
        result.error.issues.map(({ path, message }) =>
          /\p{Script=Han}/u.test(message) ? message : say.fieldExpected(path.join(".")),
        ),
      ),
    ].join(""),
  );
}

/** @throws Refused when the body is not JSON */
export const bodyOf = (context: Context): Promise<unknown> =>
  context.req.json().catch(() => {
    throw new Refused(say.unreadable);
  });

export function personAt(town: Town, id: string): Person {
  const person = personById(town, id);
  if (!person) throw new Refused(say.noSuchPerson(id));
  return person;
}

/** @throws Refused when this is no chat of the person's */
export function chatAt(town: Town, person: Person, key: string): ChatView {
  const chat = chatsOf(town, person).find((c) => c.key === key);
  if (!chat) throw new Refused(say.noSuchChat);
  return chat;
}
