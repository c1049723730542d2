/**
 * A card as WeCom's template card (developer.work.weixin.qq.com/document/path/90236, 101032). What the card's fields
 * do not hold is said in a text before it: the platform would cut it without a word.
 */

import { createHash } from "node:crypto";
import { cardAsText, cardFields, pressed } from "../../../text/saying/channel.ts";
import type { Outbound } from "../channel.ts";
import { sayable } from "../split.ts";

const MAX = { title: 26, subtitle: 112, fields: 6, fieldName: 5, fieldValue: 26, buttons: 6, button: 10 };

const length = (text: string) => [...text].length;
const cut = (text: string, max: number) => (length(text) <= max ? text : `${[...text].slice(0, max - 1).join("")}…`);

export interface TemplateCard {
  card_type: "button_interaction";
  main_title: { title: string };
  sub_title_text?: string;
  horizontal_content_list?: { keyname: string; value: string }[];
  button_list: { text: string; style: number; key: string }[];
  task_id: string;
}

const taskIdOf = (message: Outbound): string =>
  message.card?.taskId ?? `q${createHash("sha256").update(message.idempotencyKey).digest("hex").slice(0, 31)}`;

/** A card without buttons is a text: the platform's notice cards must lead to a web page, and there is none. */
export function asTemplateCard(message: Outbound): { before: string; card: TemplateCard | null } {
  const { card } = message;
  if (!card) return { before: message.text, card: null };
  if (card.buttons.length === 0 || card.buttons.length > MAX.buttons) return { before: asText(message), card: null };
  const fits = (f: { name: string; value: string }) =>
    length(f.name) <= MAX.fieldName && length(f.value) <= MAX.fieldValue && !f.value.includes("\n");
  const inside = card.fields.length <= MAX.fields && card.fields.every(fits);
  const subtitle = sayable(message.text);
  const textInside = length(subtitle) <= MAX.subtitle && length(card.title) <= MAX.title;
  const before = [
    length(card.title) > MAX.title ? card.title : "",
    textInside ? "" : message.text,
    inside ? "" : cardFields(card.fields),
  ];
  return {
    before: before.filter((part) => part !== "").join("\n"),
    card: {
      card_type: "button_interaction",
      main_title: { title: cut(sayable(card.title), MAX.title) },
      ...(textInside && subtitle && { sub_title_text: subtitle }),
      ...(inside &&
        card.fields.length > 0 && {
          horizontal_content_list: card.fields.map((f) => ({ keyname: sayable(f.name), value: sayable(f.value) })),
        }),
      button_list: card.buttons.map((b) => ({
        text: cut(sayable(b.text), MAX.button),
        style: b.primary ? 1 : 2,
        key: b.key,
      })),
      task_id: taskIdOf(message),
    },
  };
}

/** For channels without cards. */
export function asText(message: Outbound): string {
  const { card, text } = message;
  if (!card) return text;
  const written = cardAsText(
    card.title,
    card.fields,
    card.buttons.map((b) => b.text),
  );
  return text ? `${text}\n${written}` : written;
}

/** The same card with the pressed button saying so and no other left. */
export function answered(card: TemplateCard, key: string): TemplateCard {
  const button = card.button_list.find((b) => b.key === key);
  return { ...card, button_list: [{ text: pressed(button?.text ?? ""), style: 2, key }] };
}
