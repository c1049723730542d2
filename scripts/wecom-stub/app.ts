/** message/send and its neighbours, webhook robots, 群发 drafts. */

import { type Answer, cutBytes, fail, ok, type Platform } from "./platform.ts";

type Body = Record<string, unknown>;
const MINUTE = 60_000;
const text = (body: Body): string => {
  const part = body[String(body.msgtype)] as Body | undefined;
  return String(part?.content ?? part?.sub_title_text ?? (part?.main_title as Body | undefined)?.title ?? "");
};

export class AppApi {
  private readonly platform: Platform;
  private readonly duplicates = new Map<string, number>();
  private readonly codes = new Map<string, number>();
  private readonly taskIds = new Set<string>();

  constructor(platform: Platform) {
    this.platform = platform;
  }

  /** A response_code as it comes with a card or a press: good for one change within 72 h. */
  responseCode(): string {
    const code = this.platform.id("rc-");
    this.codes.set(code, this.platform.now() + 72 * 60 * MINUTE);
    return code;
  }

  send(owner: string, body: Body): Answer {
    const { platform } = this;
    if (String(body.agentid) !== owner) return fail(301002, "not allow operate this agentid");
    const type = String(body.msgtype);
    const content = text(body);
    if (!["text", "markdown", "image", "voice", "video", "file", "template_card", "textcard"].includes(type))
      return fail(40008, "invalid message type");
    if ((type === "text" || type === "markdown") && content === "") return fail(44004, "empty content");
    const card = body.template_card as Body | undefined;
    if (card && (card.button_list || card.action_menu) && !card.task_id) return fail(42014, "invalid task_id");
    if (card?.task_id && this.taskIds.has(String(card.task_id))) return fail(42014, "task_id used before");
    if (["image", "voice", "video", "file"].includes(type)) {
      const id = String((body[type] as Body | undefined)?.media_id ?? "");
      if (!platform.media.has(id)) return fail(40007, "invalid media_id");
    }
    const to = String(body.touser ?? "")
      .split("|")
      .filter((id) => id !== "");
    if (to.length === 0) return fail(82001, "All touser & toparty & totag empty");
    if (to.length > 1000) return fail(40035, "too many receivers");
    const invalid = to.filter((id) => !platform.knows(id));
    if (invalid.length === to.length) return fail(81013, "user & party & tag all invalid");
    if (!platform.within("api:message/send", [10_000, MINUTE])) return fail(45009, "api freq out of limit");
    if (card?.task_id) this.taskIds.add(String(card.task_id));
    for (const member of to.filter((id) => platform.knows(id))) this.one(member, type, content, body);
    return ok({
      invaliduser: invalid.map((id) => id.toLowerCase()).join("|"),
      invalidparty: "",
      invalidtag: "",
      msgid: platform.id("msg-"),
      ...(card && { response_code: this.responseCode() }),
    });
  }

  private one(to: string, msgtype: string, content: string, body: Body): void {
    const { platform } = this;
    const { enable_duplicate_check, duplicate_check_interval, ...plain } = body;
    const same = `${to}\n${JSON.stringify(plain)}`;
    const last = this.duplicates.get(same) ?? Number.NEGATIVE_INFINITY;
    const within = Number(duplicate_check_interval ?? 1800) * 1000;
    const put = (delivered: boolean, why?: string) =>
      platform.record({
        via: "app",
        to,
        msgtype,
        text: msgtype === "text" ? cutBytes(content, 2048) : content,
        body,
        delivered,
        ...(why && { why }),
      });
    if (enable_duplicate_check === 1 && platform.now() - last < within) put(false, "duplicate");
    else if (!platform.within(`member:${to}`, [30, MINUTE], [1000, 60 * MINUTE])) put(false, "member's rate");
    else {
      this.duplicates.set(same, platform.now());
      put(true);
    }
  }

  updateCard(owner: string, body: Body): Answer {
    if (String(body.agentid) !== owner) return fail(301002, "not allow operate this agentid");
    const code = String(body.response_code ?? "");
    const until = this.codes.get(code);
    if (!until || until < this.platform.now()) return fail(42016, "invalid response_code");
    this.codes.delete(code);
    const to = ((body.userids as string[] | undefined) ?? []).join("|");
    const name = String((body.button as Body | undefined)?.replace_name ?? "");
    this.platform.record({ via: "card", to, msgtype: "update", text: name, body, delivered: true });
    return ok({ invaliduser: [] });
  }

  webhook(key: string, body: Body): Answer {
    const { platform } = this;
    if (key !== platform.options.webhookKey) return fail(93000, "invalid webhook url");
    const type = String(body.msgtype);
    const content = text(body);
    if (!["text", "markdown", "markdown_v2", "image", "news", "file", "template_card"].includes(type))
      return fail(40008, "invalid message type");
    const limit = type === "text" ? 2048 : type.startsWith("markdown") ? 4096 : Number.POSITIVE_INFINITY;
    if (Buffer.byteLength(content) > limit) return fail(40058, `${type}.content exceed max length ${limit}`);
    if (type !== "image" && type !== "file" && type !== "news" && content === "") return fail(44004, "empty content");
    if (!platform.within(`webhook:${key}`, [20, MINUTE])) return fail(45009, "api freq out of limit");
    platform.record({ via: "webhook", to: key, msgtype: type, text: content, body, delivered: true });
    return ok();
  }

  /** A draft: nobody gets it until a member presses send. */
  addMsgTemplate(body: Body): Answer {
    const { platform } = this;
    const chats = (body.chat_id_list as string[] | undefined) ?? [];
    const people = (body.external_userid as string[] | undefined) ?? [];
    const sender = String(body.sender ?? "");
    if (body.chat_type === "group" && sender === "") return fail(40058, "sender missing");
    if (sender !== "" && !platform.knows(sender)) return fail(40003, "invalid userid");
    if (chats.length > 2000 || ((body.attachments as unknown[] | undefined) ?? []).length > 9)
      return fail(40058, "too many");
    const content = String((body.text as Body | undefined)?.content ?? "");
    if (Buffer.byteLength(content) > 4000) return fail(40058, "text.content exceed max length 4000");
    const msgid = platform.id("msgT");
    platform.record({
      via: "draft",
      to: sender,
      msgtype: "add_msg_template",
      text: content,
      body: { ...body, receivers: [...chats, ...people], msgid },
      delivered: false,
      why: "waits for a member",
    });
    return ok({ fail_list: [], msgid });
  }
}
