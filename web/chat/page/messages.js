import { element } from "./dom.js";
import { face } from "./people.js";
import { address } from "./server.js";

/** A time is written above a message that comes so long after the one before it. */
const PAUSE = 5 * 60_000;

export const sizeOf = (bytes) =>
  bytes === 0
    ? ""
    : bytes < 1024 * 1024
      ? `${Math.max(1, Math.round(bytes / 1024))}KB`
      : `${(bytes / 1048576).toFixed(1)}MB`;

/** The messages of the open chat. */
export class Messages {
  constructor({ list, scroll, newest, moment, quote, press }) {
    Object.assign(this, { list, scroll, newest, moment, quote, press });
    this.items = new Map();
    newest.addEventListener("click", () => this.toEnd());
    scroll.addEventListener("scroll", () => {
      if (this.atEnd()) newest.hidden = true;
    });
  }

  /** Empties the list for another chat. `where` = {as, chat}, `people` by id for their faces. */
  open(where, people) {
    this.where = where;
    this.people = people;
    this.items.clear();
    this.list.replaceChildren();
    this.newest.hidden = true;
  }

  get oldest() {
    return this.list.querySelector("[data-id]")?.dataset.id;
  }

  atEnd() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 60;
  }

  toEnd() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.newest.hidden = true;
  }

  /** Items of the chat's past, oldest first, before what is there. What is read stays where it is. */
  prepend(items) {
    const below = this.scroll.scrollHeight - this.scroll.scrollTop;
    const fresh = items.filter((item) => !this.items.has(item.id));
    const nodes = [];
    let last;
    for (const item of fresh) {
      nodes.push(...this.nodes(item, last));
      last = item;
    }
    this.list.prepend(...nodes);
    this.scroll.scrollTop = this.scroll.scrollHeight - below;
  }

  /** What has just arrived; known items change nothing. */
  append(items) {
    const follow = this.atEnd();
    let added = false;
    for (const item of items) {
      if (this.items.has(item.id)) continue;
      const last = this.items.get(this.list.querySelector("[data-id]:last-of-type")?.dataset.id);
      this.list.append(...this.nodes(item, last));
      added = true;
    }
    if (!added) return;
    if (follow || items.at(-1).from?.id === this.where.as) this.toEnd();
    else this.newest.hidden = false;
  }

  nodes(item, last) {
    this.items.set(item.id, item);
    const at = new Date(item.at);
    const pause = !last || at - new Date(last.at) > PAUSE;
    return [
      ...(pause ? [element("li", { class: "when" }, element("time", { datetime: item.at }, this.moment(at)))] : []),
      item.type === "button" ? this.pressNode(item) : this.node(item),
    ];
  }

  pressNode(item) {
    return element("li", { class: "pressed", "data-id": item.id }, `${item.from?.name ?? ""} 点了“${item.text}”`);
  }

  node(item) {
    const mine = item.from?.id === this.where.as;
    const name = item.from ? item.from.name : this.people.bot;
    const role = item.from ? (this.people.byId.get(item.from.id)?.role ?? "other") : "bot";
    return element(
      "li",
      { class: mine ? "message mine" : "message", "data-id": item.id },
      face(name, role),
      element(
        "div",
        { class: "body" },
        element("div", { class: "who" }, name),
        item.quote ? element("div", { class: "quote" }, `${item.quote.name}：${item.quote.text}`) : null,
        item.card
          ? this.card(item)
          : item.text
            ? element("div", { class: "bubble" }, item.text, this.whole(item))
            : null,
        ...item.files.map((file, index) => this.file(item, file, index)),
      ),
      element("button", { type: "button", class: "act", onclick: () => this.quote(item) }, "引用"),
    );
  }

  whole(item) {
    if (!item.whole) return null;
    const href = address("text", { ...this.where, id: item.id });
    return element(
      "a",
      { class: "whole", href, target: "_blank", rel: "noopener" },
      `……全文共${item.whole}字，点这里查看`,
    );
  }

  card(item) {
    const { title, fields, buttons, chosen } = item.card;
    return element(
      "div",
      { class: "card", role: "group", "aria-label": title },
      element("h3", {}, title),
      item.text ? element("div", { class: "said" }, item.text, this.whole(item)) : null,
      fields.length
        ? element("dl", {}, ...fields.flatMap(({ name, value }) => [element("dt", {}, name), element("dd", {}, value)]))
        : null,
      element(
        "div",
        { class: "buttons" },
        ...buttons.map(({ key, text, primary }) =>
          element(
            "button",
            {
              type: "button",
              class: [primary ? "primary" : "", chosen === key ? "chosen" : ""].join(" ").trim(),
              disabled: chosen !== undefined,
              "data-button": key,
              onclick: () => this.press(item, key),
            },
            chosen === key ? `已选：${text}` : text,
          ),
        ),
      ),
    );
  }

  /** Shows that a card was answered. */
  pressed(id, chosen) {
    const item = this.items.get(id);
    const node = this.list.querySelector(`[data-id="${CSS.escape(id)}"] .card`);
    if (!item?.card || !node) return;
    item.card.chosen = chosen;
    node.replaceWith(this.card(item));
  }

  file(item, file, index) {
    const href = address("file", { ...this.where, id: item.id, index });
    const size = sizeOf(file.bytes);
    if (!file.kept) return element("span", { class: "file" }, file.name, element("small", {}, "没有保存下来"));
    if (file.image)
      return element(
        "a",
        { class: "picture", href, target: "_blank", rel: "noopener" },
        element("img", { src: href, alt: file.name, loading: "lazy" }),
      );
    return element("a", { class: "file", href, download: file.name }, file.name, element("small", {}, size));
  }
}
