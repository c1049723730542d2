import { byId, notice } from "./dom.js";
import { post } from "./server.js";

/** The bot's clock: shown going on by itself between what the server says of it. */
export class Clock {
  constructor(zone) {
    this.form = byId("clock");
    this.field = byId("moment");
    const part = (options) => new Intl.DateTimeFormat("zh-CN", { timeZone: zone, ...options });
    this.day = part({ year: "numeric", month: "long", day: "numeric" });
    this.weekday = part({ weekday: "short" });
    this.time = part({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.move(this.field.value);
    });
    for (const button of this.form.querySelectorAll("[data-to]"))
      button.addEventListener("click", () => void this.move(button.dataset.to));
    setInterval(() => this.show(), 1000);
  }

  /** "9月14日 周一 09:00". */
  say(at) {
    const day = this.day.format(at).replace(/^\d+年/, "");
    return `${day} ${this.weekday.format(at)} ${this.time.format(at)}`;
  }

  now() {
    return new Date(Date.now() + this.ahead);
  }

  told({ now, target }) {
    this.ahead = new Date(now).getTime() - Date.now();
    const was = this.target;
    this.target = target;
    this.form.classList.toggle("moving", target !== undefined);
    for (const button of this.form.querySelectorAll("button")) button.disabled = target !== undefined;
    if (was && !target) {
      notice(`到了：${this.say(this.now())}。`);
      this.field.value = "";
    }
    this.show();
  }

  show() {
    if (this.ahead === undefined) return;
    const now = this.now();
    const shown = byId("now");
    shown.dateTime = now.toISOString();
    shown.textContent = `${now.getFullYear() === new Date().getFullYear() ? "" : `${this.day.format(now).slice(0, 5)}`}${this.say(now)}`;
    if (this.target) notice(`时间正在往前走，要到${this.say(new Date(this.target))} ……`, { stays: true });
  }

  async move(to) {
    if (to.trim() === "") return this.field.focus();
    try {
      const { target } = await post("clock", { to });
      this.told({ now: this.now().toISOString(), target });
    } catch (error) {
      notice(error.message, { bad: true });
    }
  }
}
