/** 微信客服: customers who write, the messages to sync, budgets, sessions. */

import { type Answer, cutBytes, fail, ok, type Platform } from "./platform.ts";

type Body = Record<string, unknown>;
const HOUR = 3_600_000;

interface Customer {
  lastAt: number;
  answered: number;
  state: number;
  servicer: string;
}

export class KfApi {
  private readonly platform: Platform;
  private readonly messages = new Map<string, Body[]>();
  private readonly customers = new Map<string, Customer>();
  private readonly tokens = new Map<string, number>();
  private readonly seen = new Set<string>();
  private readonly codes = new Map<string, { to: string; until: number }>();

  constructor(platform: Platform) {
    this.platform = platform;
  }

  customer(kfid: string, id: string): Customer {
    const key = `${kfid}/${id}`;
    const known = this.customers.get(key) ?? { lastAt: Number.NEGATIVE_INFINITY, answered: 0, state: 0, servicer: "" };
    this.customers.set(key, known);
    return known;
  }

  /** A customer writes; returns the callback's XML leaves. `content` is e.g. {msgtype: "text", text: {content}}. */
  say(kfid: string, from: string, content: Body, msgid = this.platform.id("kfmsg")): Record<string, string> {
    const customer = this.customer(kfid, from);
    customer.lastAt = this.platform.now();
    customer.answered = 0;
    if (customer.state === 4) customer.state = 0;
    return this.put(kfid, { msgid, external_userid: from, origin: 3, ...content });
  }

  event(kfid: string, event: Body): Record<string, string> {
    if (typeof event.welcome_code === "string")
      this.codes.set(event.welcome_code, { to: String(event.external_userid), until: this.platform.now() + 20_000 });
    const full = { open_kfid: kfid, ...event };
    return this.put(kfid, { msgid: this.platform.id("kfev"), origin: 4, msgtype: "event", event: full });
  }

  private put(kfid: string, message: Body): Record<string, string> {
    const list = this.messages.get(kfid) ?? [];
    list.push({ open_kfid: kfid, send_time: Math.floor(this.platform.now() / 1000), ...message });
    this.messages.set(kfid, list);
    const token = this.platform.id("ENC");
    this.tokens.set(token, this.platform.now() + 10 * 60_000);
    return {
      ToUserName: this.platform.options.corpId,
      CreateTime: String(Math.floor(this.platform.now() / 1000)),
      MsgType: "event",
      Event: "kf_msg_or_event",
      Token: token,
      OpenKfId: kfid,
    };
  }

  sync(body: Body): Answer {
    const { platform } = this;
    const kfid = String(body.open_kfid ?? "");
    const all = this.messages.get(kfid);
    if (!all) return fail(95004, "open_kfid not exist");
    if (body.token !== undefined && body.token !== "") {
      if ((this.tokens.get(String(body.token)) ?? 0) < platform.now()) return fail(95007, "invalid msgtoken");
    } else if (!platform.within(`kf-sync:${kfid}`, [10, 60_000])) return fail(45009, "api freq out of limit");
    const cursor = String(body.cursor ?? "");
    if (cursor !== "" && !/^c\d+$/.test(cursor)) return fail(40058, "invalid cursor");
    const from = cursor === "" ? 0 : Number(cursor.slice(1));
    const limit = Math.min(Number(body.limit ?? 1000), 1000);
    const fresh = platform.now() / 1000 - 3 * 24 * 3600;
    const part = all.slice(from, from + limit);
    return ok({
      next_cursor: `c${from + part.length}`,
      has_more: from + part.length < all.length ? 1 : 0,
      msg_list: part.filter((m) => Number(m.send_time) > fresh),
    });
  }

  send(body: Body): Answer {
    const { platform } = this;
    const [kfid, to] = [String(body.open_kfid), String(body.touser)];
    const type = String(body.msgtype);
    const msgid = String(body.msgid ?? platform.id("out"));
    if (!/^[0-9A-Za-z_-]{1,32}$/.test(msgid)) return fail(40058, "invalid msgid");
    const known = this.customers.get(`${kfid}/${to}`);
    if (!known) return fail(40096, "invalid external userid");
    if (this.seen.has(`${kfid}/${msgid}`)) return ok({ msgid });
    if (known.state > 1) return fail(known.state === 4 ? 95013 : 95018, "session state");
    if (platform.now() - known.lastAt > 48 * HOUR) return fail(95002, "send msg time limit");
    if (known.answered >= 5) return fail(95001, "send msg count limit");
    const content = String(
      (body[type] as Body | undefined)?.content ?? (body[type] as Body | undefined)?.head_content ?? "",
    );
    if (type === "text" && content === "") return fail(44004, "empty content");
    known.answered++;
    this.seen.add(`${kfid}/${msgid}`);
    const text = type === "text" ? cutBytes(content, 2048) : content;
    platform.record({ via: "kf", to, msgtype: type, text, body, delivered: true });
    return ok({ msgid });
  }

  sendOnEvent(body: Body): Answer {
    const known = this.codes.get(String(body.code));
    if (!known || known.until < this.platform.now()) return fail(40058, "invalid code");
    this.codes.delete(String(body.code));
    const content = String((body.text as Body | undefined)?.content ?? "");
    this.platform.record({ via: "kf", to: known.to, msgtype: "text", text: content, body, delivered: true });
    return ok({ msgid: this.platform.id("out") });
  }

  state(body: Body): Answer {
    const known = this.customer(String(body.open_kfid), String(body.external_userid));
    return ok({ service_state: known.state, ...(known.servicer && { servicer_userid: known.servicer }) });
  }

  /** New → bot, queue, human; bot → queue, human; queue → human; human → human, ended (path/94669). */
  trans(body: Body): Answer {
    const known = this.customer(String(body.open_kfid), String(body.external_userid));
    const next = Number(body.service_state);
    const allowed: Record<number, number[]> = { 0: [1, 2, 3], 1: [2, 3], 2: [3], 3: [3, 4], 4: [] };
    if (!allowed[known.state]?.includes(next)) return fail(95016, "state transition not allowed");
    if (next === 3 && !body.servicer_userid) return fail(95014, "servicer missing");
    known.state = next;
    known.servicer = next === 3 ? String(body.servicer_userid) : "";
    return ok({ msg_code: this.platform.id("code") });
  }
}
