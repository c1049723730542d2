/**
 * The long connection. `@wecom/aibot-node-sdk` speaks the protocol; when to connect, and when not, is decided here:
 * its own reconnecting knows neither a subscribe that is never answered nor that a second connection kicks the first.
 */

import { randomUUID } from "node:crypto";
import type { WSClient } from "@wecom/aibot-node-sdk";
import type { ChannelDeps, Health } from "../channel.ts";
import { createLease, type Lease } from "../lease.ts";
import { NetworkError, PlatformError } from "../wecom/errors.ts";

export interface SocketOptions {
  botId: string;
  secret: string;
  url: string;
  timings?: Partial<Timings>;
}

export interface Timings {
  /** Between looks at the lock. */
  lockMs: number;
  /** A subscribe that is not answered by then never will be. */
  subscribeMs: number;
  heartbeatMs: number;
  /** First pause after a lost connection; doubles up to `longestMs`. Subscribing too often is punished. */
  retryMs: number;
  longestMs: number;
  /** First pause after another connection has taken the bot, or after a refused secret; doubles up to an hour. */
  kickedMs: number;
  /** A connection that lasted this long forgives the failures before it. */
  steadyMs: number;
}

const TIMINGS: Timings = {
  lockMs: 3_000,
  subscribeMs: 10_000,
  heartbeatMs: 30_000,
  retryMs: 1_000,
  longestMs: 60_000,
  kickedMs: 120_000,
  steadyMs: 30_000,
};

export interface Frame {
  cmd?: string;
  headers?: { req_id?: string };
  body?: unknown;
}

type Ending = "lost" | "silent" | "kicked" | "refused" | "handed over";

export class BotSocket {
  private readonly options: SocketOptions;
  private readonly deps: ChannelDeps;
  private readonly times: Timings;
  private readonly lease: Lease;
  private readonly on: { frame: (frame: Frame) => void; alarm: (code: string, detail: string) => void };
  private client: WSClient | null = null;
  private up = false;
  private stopping: (() => void) | null = null;
  private loop: Promise<void> | null = null;
  private endNow: ((why: Ending) => void) | null = null;
  health: Health;

  constructor(options: SocketOptions, deps: ChannelDeps, on: BotSocket["on"]) {
    this.options = options;
    this.deps = deps;
    this.on = on;
    this.times = { ...TIMINGS, ...options.timings };
    this.lease = createLease(deps.state, `lock:wecom-bot:${options.botId}`, randomUUID(), deps.now);
    this.health = { state: "off", detail: "not started", since: deps.now() };
  }

  get connected(): boolean {
    return this.client !== null && this.up;
  }

  private become(state: Health["state"], detail: string): void {
    if (this.health.state !== state || this.health.detail !== detail)
      this.health = { state, detail, since: this.deps.now() };
  }

  start(): void {
    let stop = () => {};
    const stopped = new Promise<void>((done) => {
      stop = done;
    });
    this.stopping = stop;
    this.become("standby", "waiting for the lock of the bot");
    this.loop ??= this.run(stopped).finally(() => {
      this.loop = null;
    });
  }

  async stop(): Promise<void> {
    this.stopping?.();
    this.stopping = null;
    this.endNow?.("handed over");
    await this.loop;
    this.become("off", "stopped");
  }

  /** Sends through the live connection. Throws `PlatformError` or `NetworkError`. */
  async use<T>(what: string, work: (client: WSClient) => Promise<T>): Promise<T> {
    const { client } = this;
    if (!client || !this.up) throw new NetworkError(what, false, `the bot is not connected (${this.health.detail})`);
    try {
      return await work(client);
    } catch (error) {
      const { errcode, errmsg } = (error ?? {}) as { errcode?: number; errmsg?: string };
      if (typeof errcode === "number") {
        if (errcode === 846609) this.endNow?.("lost");
        throw new PlatformError(errcode, String(errmsg ?? ""), what);
      }
      const reason = error instanceof Error ? error.message : "no answer";
      // The SDK says "not connected" when nothing has left this process; all else may have arrived.
      throw new NetworkError(what, !/not connected/i.test(reason), reason);
    }
  }

  private async run(stopped: Promise<void>): Promise<void> {
    let going = true;
    const end = stopped.then(() => {
      going = false;
    });
    const pause = (ms: number) => {
      let timer: NodeJS.Timeout | undefined;
      const passed = new Promise<void>((done) => {
        timer = setTimeout(done, ms);
      });
      return Promise.race([passed, end]).finally(() => clearTimeout(timer));
    };
    // Only a process that has just started asks for the lock: two that both stand by would take it in turns.
    let ask = true;
    let failures = 0;
    while (going) {
      const mine = await this.lease.acquire(ask).catch(() => false);
      if (!mine) {
        this.become("standby", "another process holds the bot's connection");
        await pause(this.times.lockMs);
        continue;
      }
      ask = false;
      const began = Date.now();
      const why = await this.connection();
      this.up = false;
      await this.lease.release().catch(() => {});
      if (!going) break;
      if (Date.now() - began > this.times.steadyMs) failures = 0;
      failures++;
      const hard = why === "kicked" || why === "refused";
      const base = hard ? this.times.kickedMs : this.times.retryMs;
      const most = hard ? Math.max(3_600_000, base) : this.times.longestMs;
      const wait = why === "handed over" ? this.times.lockMs : Math.min(base * 2 ** (failures - 1), most);
      if (why === "kicked") {
        const detail = "another connection has taken the bot: is it running elsewhere with the same secret?";
        this.become("degraded", detail);
        this.on.alarm("kicked", detail);
      } else if (why === "refused") {
        const detail = "WECOM_BOT_ID or WECOM_BOT_SECRET is refused";
        this.become("down", detail);
        this.on.alarm("853000", detail);
      } else this.become(why === "handed over" ? "standby" : "degraded", `connection ${why}; again in ${wait} ms`);
      await pause(wait * (0.8 + Math.random() * 0.4));
    }
  }

  /** From connecting to the end of the connection; never throws. Keeps the lock meanwhile. */
  private async connection(): Promise<Ending> {
    const { WSClient } = await import("@wecom/aibot-node-sdk");
    const log = this.deps.log;
    // What it warns of is dealt with here and told by `health` and alarms.
    const info = (message: string) => log.info({ channel: "wecom-bot" }, message);
    const client = new WSClient({
      botId: this.options.botId,
      secret: this.options.secret,
      wsUrl: this.options.url,
      heartbeatInterval: this.times.heartbeatMs,
      maxReconnectAttempts: 0,
      maxAuthFailureAttempts: 0,
      // Its debug lines hold people's words.
      logger: { debug: () => {}, info, warn: info, error: info },
    });
    this.client = client;
    let refused = false;
    let end: (why: Ending) => void = () => {};
    const ended = new Promise<Ending>((done) => {
      end = done;
    });
    this.endNow = end;
    const watchdog = setTimeout(() => end("silent"), this.times.subscribeMs);
    const renewal = setInterval(() => {
      this.lease.renew().then(
        (state) => state === "held" || end("handed over"),
        () => end("handed over"),
      );
    }, this.times.lockMs);
    client.on("authenticated", () => {
      clearTimeout(watchdog);
      this.up = true;
      this.become("up", "connected");
    });
    client.on("error", (error: Error) => {
      if (/Authentication failed/.test(error.message)) refused = /853000|invalid bot_id/.test(error.message);
    });
    client.on("event.disconnected_event", () => end("kicked"));
    client.on("disconnected", () => end(refused ? "refused" : "lost"));
    client.on("message", (frame) => this.on.frame(frame as Frame));
    client.on("event", (frame) => this.on.frame(frame as Frame));
    client.connect();
    const why = await ended;
    clearTimeout(watchdog);
    clearInterval(renewal);
    this.endNow = null;
    this.client = null;
    client.removeAllListeners();
    client.disconnect();
    return why;
  }
}
