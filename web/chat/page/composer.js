import { byId, notice } from "./dom.js";
import { newId, postForm } from "./server.js";

/** Some things need no answer, and the bot is silent then. */
const LISTENS = 60_000;

/** Where one writes. `send` fails softly: what was typed stays in the field. */
export class Composer {
  constructor(maxFile) {
    this.maxFile = maxFile;
    this.form = byId("composer");
    this.text = byId("text");
    this.file = byId("file");
    this.drafts = new Map();
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.sendText();
    });
    this.text.addEventListener("keydown", (event) => {
      // While a word is being composed (pinyin), Enter belongs to the input method.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      void this.sendText();
    });
    this.text.addEventListener("paste", (event) => {
      const [pasted] = event.clipboardData?.files ?? [];
      if (!pasted) return;
      event.preventDefault();
      void this.sendFile(pasted);
    });
    byId("mention").addEventListener("click", () => {
      const { text } = this;
      if (!text.value.includes(`@${this.bot}`)) text.value = `@${this.bot} ${text.value}`;
      text.focus();
    });
    byId("pick").addEventListener("click", () => this.file.click());
    this.file.addEventListener("change", async () => {
      for (const file of [...this.file.files]) await this.sendFile(file);
      this.file.value = "";
    });
    byId("unquote").addEventListener("click", () => this.quote(null));
  }

  open(where, bot) {
    if (this.where) this.drafts.set(keyOf(this.where), this.text.value);
    this.where = where;
    this.bot = bot;
    this.text.value = this.drafts.get(keyOf(where)) ?? "";
    this.quote(null);
    this.listening(false);
    byId("mention").textContent = `@${bot}`;
    this.form.hidden = false;
    this.text.focus({ preventScroll: true });
  }

  quote(item) {
    this.quoted = item;
    byId("quoting").hidden = item === null;
    if (!item) return;
    const name = item.from?.name ?? this.bot;
    byId("quoted").textContent = `${name}：${(item.text || item.files[0]?.name || "").slice(0, 100)}`;
    this.text.focus();
  }

  /** The bot waits until one has said everything; while it was called and has not answered, the page says so. */
  listening(wanted) {
    byId("listening").hidden = !wanted;
    byId("hint").hidden = wanted;
    clearTimeout(this.giveUp);
    if (wanted) this.giveUp = setTimeout(() => this.listening(false), LISTENS);
  }

  async sendText() {
    const text = this.text.value;
    if (text.trim() === "" || this.sending) return;
    const { where } = this;
    if (await this.post({ text, quote: this.quoted?.id })) {
      if (where === this.where) this.listening(where.chat === "private" || text.includes(`@${this.bot}`));
      if (this.text.value === text) this.text.value = "";
      this.drafts.delete(keyOf(this.where));
      this.quote(null);
    }
    this.text.focus();
  }

  async sendFile(file) {
    if (file.size > this.maxFile) {
      notice(`“${file.name}”超过${this.maxFile >> 20}MB，请压缩后再发。`, { bad: true });
      return;
    }
    await this.post({ file });
  }

  /** What could not be sent keeps its id: a second try is the same message. */
  async post(what) {
    const same = this.failed && this.failed.text === what.text && this.failed.file === what.file;
    const id = same ? this.failed.id : newId();
    this.sending = true;
    byId("send").disabled = true;
    try {
      await postForm("messages", { ...this.where, ...what, id });
      this.failed = undefined;
      return true;
    } catch (error) {
      this.failed = { ...what, id };
      notice(error.message, { bad: true });
      return false;
    } finally {
      this.sending = false;
      byId("send").disabled = false;
    }
  }
}

const keyOf = ({ as, chat }) => JSON.stringify([as, chat]);
