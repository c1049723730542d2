/** The smart bot's long connection: one live connection a bot, windows, rates, streams, cards, uploads. */

import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import type { Platform } from "./platform.ts";

type Body = Record<string, unknown>;
interface Frame {
  cmd?: string;
  headers?: { req_id?: string };
  body?: Body;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface BotSwitches {
  /** A subscribe is never answered: what the real service does now and then. */
  silentSubscribe: boolean;
  /** Pings are not answered. */
  silentPing: boolean;
}

interface Callback {
  at: number;
  bot: string;
  chat: string;
  kind: "message" | "event";
  streams: Map<string, boolean>;
}

export class BotWire {
  readonly switches: BotSwitches = { silentSubscribe: false, silentPing: false };
  /** When each subscribe came, accepted or not. */
  readonly subscribes: number[] = [];
  private readonly platform: Platform;
  private readonly live = new Map<string, WebSocket>();
  private readonly callbacks = new Map<string, Callback>();
  private readonly spoken = new Set<string>();
  private readonly uploads = new Map<
    string,
    { name: string; type: string; total: number; chunks: Map<number, Buffer> }
  >();
  private readonly wss: WebSocketServer;

  constructor(platform: Platform, server: Server) {
    this.platform = platform;
    this.wss = new WebSocketServer({ server });
    this.wss.on("connection", (socket) => {
      let bot = "";
      socket.on("error", () => {});
      socket.on("message", (data) => {
        const frame = parse(String(data));
        if (!frame) return;
        const fault = this.platform.faults.next(frame.cmd ?? "");
        if (fault?.kind === "reset") return socket.terminate();
        if (fault?.kind === "code") return this.ack(socket, frame, fault.code ?? -1, "injected");
        if (frame.cmd === "aibot_subscribe") bot = this.subscribe(socket, frame) ?? bot;
        else if (frame.cmd === "ping") {
          if (!this.switches.silentPing) this.ack(socket, frame);
        } else if (bot === "" || this.live.get(bot) !== socket) this.ack(socket, frame, 846609, "not subscribed");
        else {
          const [code, message, body] = this.work(bot, frame);
          if (fault?.kind === "lost") return socket.terminate();
          if (fault?.kind !== "timeout") this.ack(socket, frame, code, message, body);
        }
      });
      socket.on("close", () => {
        if (this.live.get(bot) === socket) this.live.delete(bot);
      });
    });
  }

  connected(bot: string): boolean {
    return this.live.has(bot);
  }

  /** Cuts the bot's connection as a network would. */
  cut(bot: string): void {
    this.live.get(bot)?.terminate();
  }

  async close(): Promise<void> {
    for (const socket of this.wss.clients) socket.terminate();
    await new Promise((done) => this.wss.close(done));
  }

  /** A person writes (frame body as in path/100719). False when the bot is not connected: such messages are lost. */
  say(bot: string, body: Body, reqId = this.platform.id("req-")): boolean {
    const group = body.chattype === "group";
    const from = String((body.from as Body | undefined)?.userid ?? "");
    const chat = group ? String(body.chatid) : from;
    this.spoken.add(`${bot}/${chat}`);
    const full = { msgid: this.platform.id("m"), aibotid: bot, ...body };
    return this.push(bot, "aibot_msg_callback", full, reqId, "message", chat);
  }

  event(bot: string, body: Body, event: Body, reqId = this.platform.id("req-")): boolean {
    const from = String((body.from as Body | undefined)?.userid ?? "");
    const full = {
      msgid: this.platform.id("m"),
      create_time: Math.floor(this.platform.now() / 1000),
      aibotid: bot,
      ...body,
      msgtype: "event",
      event,
    };
    return this.push(bot, "aibot_event_callback", full, reqId, "event", String(body.chatid ?? from));
  }

  /** A frame as it is, for fixtures and fuzzing. */
  raw(bot: string, data: string): boolean {
    this.live.get(bot)?.send(data);
    return this.live.has(bot);
  }

  private push(bot: string, cmd: string, body: Body, reqId: string, kind: Callback["kind"], chat: string): boolean {
    const socket = this.live.get(bot);
    if (!socket) return false;
    this.callbacks.set(reqId, { at: this.platform.now(), bot, chat, kind, streams: new Map() });
    socket.send(JSON.stringify({ cmd, headers: { req_id: reqId }, body }));
    return true;
  }

  private ack(socket: WebSocket, frame: Frame, errcode = 0, errmsg = "ok", body?: Body): void {
    socket.send(JSON.stringify({ headers: { req_id: frame.headers?.req_id }, errcode, errmsg, ...(body && { body }) }));
  }

  private subscribe(socket: WebSocket, frame: Frame): string | null {
    this.subscribes.push(this.platform.now());
    if (this.switches.silentSubscribe) return null;
    const id = String(frame.body?.bot_id ?? "");
    const known = this.platform.options.bots.find((b) => b.id === id && b.secret === frame.body?.secret);
    if (!known) {
      this.ack(socket, frame, 853000, "invalid bot_id or secret");
      return null;
    }
    const old = this.live.get(id);
    this.live.set(id, socket);
    this.ack(socket, frame);
    if (old && old !== socket) {
      const body = {
        msgid: this.platform.id("m"),
        aibotid: id,
        msgtype: "event",
        event: { eventtype: "disconnected_event" },
      };
      old.send(JSON.stringify({ cmd: "aibot_event_callback", headers: { req_id: this.platform.id("req-") }, body }));
      setTimeout(() => old.close(), 50);
    }
    return id;
  }

  private work(bot: string, frame: Frame): [number, string, Body?] {
    const body = frame.body ?? {};
    const now = this.platform.now();
    const callback = this.callbacks.get(frame.headers?.req_id ?? "");
    const age = callback ? now - callback.at : Number.POSITIVE_INFINITY;
    switch (frame.cmd) {
      case "aibot_respond_msg":
        if (!callback || callback.bot !== bot || callback.kind !== "message" || age > 24 * HOUR)
          return [846605, "invalid req_id"];
        return this.respond(callback, body, age);
      case "aibot_respond_welcome_msg":
      case "aibot_respond_update_msg":
        if (callback?.kind !== "event" || age > 5_000) return [846605, "invalid req_id"];
        this.put(bot, callback.chat, frame.cmd === "aibot_respond_update_msg" ? "update" : String(body.msgtype), body);
        return [0, "ok"];
      case "aibot_send_msg": {
        const chat = String(body.chatid ?? "");
        if (!this.spoken.has(`${bot}/${chat}`)) return [40058, "no conversation with this chatid"];
        if (!["markdown", "template_card", "file", "image", "voice", "video"].includes(String(body.msgtype)))
          return [40008, "invalid message type"];
        if (!this.rate(bot, chat)) return [45009, "freq out of limit"];
        return this.checked(bot, chat, body);
      }
      case "aibot_upload_media_init": {
        const id = this.platform.id("up-");
        if (Number(body.total_chunks) > 100) return [40058, "too many chunks"];
        const [name, type] = [String(body.filename), String(body.type)];
        this.uploads.set(id, { name, type, total: Number(body.total_chunks), chunks: new Map() });
        return [0, "ok", { upload_id: id }];
      }
      case "aibot_upload_media_chunk": {
        const data = Buffer.from(String(body.base64_data ?? ""), "base64");
        const upload = this.uploads.get(String(body.upload_id));
        if (!upload || data.length > 512 << 10) return [40058, "invalid chunk"];
        upload.chunks.set(Number(body.chunk_index), data);
        return [0, "ok"];
      }
      case "aibot_upload_media_finish": {
        const upload = this.uploads.get(String(body.upload_id));
        if (!upload || upload.chunks.size !== upload.total) return [40058, "chunks missing"];
        const data = Buffer.concat([...upload.chunks].sort((a, b) => a[0] - b[0]).map(([, chunk]) => chunk));
        const id = this.platform.id("media-");
        this.platform.media.set(id, {
          name: upload.name,
          mime: "application/octet-stream",
          data,
          until: now + 72 * HOUR,
        });
        return [0, "ok", { type: upload.type, media_id: id, created_at: String(Math.floor(now / 1000)) }];
      }
      default:
        return [40058, "unknown cmd"];
    }
  }

  private rate(bot: string, chat: string): boolean {
    return this.platform.within(`bot:${bot}/${chat}`, [30, MINUTE], [1000, HOUR]);
  }

  private respond(callback: Callback, body: Body, age: number): [number, string] {
    const stream = body.stream as Body | undefined;
    if (body.msgtype !== "stream") {
      if (!this.rate(callback.bot, callback.chat)) return [45009, "freq out of limit"];
      return this.checked(callback.bot, callback.chat, body);
    }
    const id = String(stream?.id ?? "");
    if (id === "") return [40058, "stream.id missing"];
    if (age > 6 * MINUTE) return [846608, "stream message update expired"];
    if (callback.streams.get(id) === true) return [846608, "stream finished"];
    if (Buffer.byteLength(String(stream?.content ?? "")) > 20_480) return [40058, "stream.content too long"];
    if (!this.rate(callback.bot, callback.chat)) return [45009, "freq out of limit"];
    callback.streams.set(id, stream?.finish === true);
    this.put(callback.bot, callback.chat, "stream", body);
    return [0, "ok"];
  }

  private checked(bot: string, chat: string, body: Body): [number, string] {
    const content = String((body.markdown as Body | undefined)?.content ?? "");
    if (body.msgtype === "markdown" && content === "") return [44004, "empty content"];
    if (Buffer.byteLength(content) > 20_480) return [40058, "markdown.content too long"];
    const card = body.template_card as Body | undefined;
    if (card?.button_list && !card.task_id) return [42014, "invalid task_id"];
    this.put(bot, chat, String(body.msgtype), body);
    return [0, "ok"];
  }

  private put(bot: string, to: string, msgtype: string, body: Body): void {
    const part = (body[msgtype] ?? body.template_card ?? {}) as Body;
    const title = (part.main_title as Body | undefined)?.title;
    const text = String(part.content ?? part.sub_title_text ?? title ?? "");
    this.platform.record({ via: "bot", to, msgtype, text, body: { bot, ...body }, delivered: true });
  }
}

function parse(text: string): Frame | null {
  try {
    return JSON.parse(text) as Frame;
  } catch {
    return null;
  }
}
