import { byId, element } from "./dom.js";
import { get } from "./server.js";

/** How the matters of the chosen person stand. */
export class Tickets {
  constructor() {
    this.place = byId("tickets");
    this.button = byId("show-tickets");
    this.button.addEventListener("click", () => this.open(this.place.hidden));
  }

  open(wanted) {
    this.place.hidden = !wanted;
    this.button.setAttribute("aria-expanded", String(wanted));
    if (wanted) void this.load();
  }

  of(person) {
    this.person = person;
    this.button.hidden = false;
    void this.load();
  }

  /** Soon, and once for many: things arrive in bunches. */
  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), 400);
  }

  async load() {
    if (this.place.hidden || !this.person) return;
    const { person } = this;
    const { tickets } = await get("tickets", { as: person }).catch(() => ({ tickets: null }));
    if (!tickets || person !== this.person) return;
    this.place.replaceChildren(
      element(
        "h2",
        {},
        "相关事项",
        element("button", { type: "button", "aria-label": "关闭相关事项", onclick: () => this.open(false) }, "×"),
      ),
      tickets.length
        ? element(
            "ul",
            {},
            ...tickets.map((ticket) =>
              element(
                "li",
                {},
                element("div", { class: "no" }, ticket.no),
                element("div", {}, ticket.title),
                element("span", { class: "state" }, ticket.status),
                ticket.lead ? `　${ticket.lead}` : null,
                ticket.replyBy
                  ? element("div", { class: ticket.overdue ? "overdue" : "no" }, `${ticket.replyBy} 前回复`)
                  : null,
              ),
            ),
          )
        : element("p", { class: "no" }, "还没有事项。"),
    );
  }
}
