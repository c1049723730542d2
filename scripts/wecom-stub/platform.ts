/** What the stand-in knows: its enterprise, tokens, what was sent. Its clock can be set. */

import { randomBytes } from "node:crypto";
import { Faults, Windows } from "./faults.ts";

export interface StubOptions {
  port?: number;
  host?: string;
  corpId?: string;
  apps?: { agentId: string; secret: string }[];
  kfSecret?: string;
  bots?: { id: string; secret: string }[];
  webhookKey?: string;
  /** Members of the contact book; everybody exists when absent. Ids are compared without case. */
  members?: string[];
  /** 群聊 that the smart bot is in are not listed: any chat id is taken. */
  tokenSeconds?: number;
  /** Rates are enforced; default true. */
  limits?: boolean;
  now?: () => Date;
  random?: () => number;
}

export interface Sent {
  at: Date;
  via: "app" | "kf" | "bot" | "webhook" | "draft" | "card";
  to: string;
  msgtype: string;
  /** The text as the person sees it, cut as the platform cuts it. */
  text: string;
  body: Record<string, unknown>;
  /** False: the platform said 0 and dropped it. */
  delivered: boolean;
  why?: string;
}

export type Answer = Record<string, unknown> & { errcode: number; errmsg: string };
export const ok = (more: Record<string, unknown> = {}): Answer => ({ errcode: 0, errmsg: "ok", ...more });
export const fail = (errcode: number, errmsg: string): Answer => ({ errcode, errmsg: `${errmsg}, hint: [stand-in]` });

export class Platform {
  readonly options: Required<Omit<StubOptions, "members">> & { members: Set<string> | null };
  readonly sent: Sent[] = [];
  readonly faults: Faults;
  readonly windows = new Windows();
  readonly media = new Map<string, { name: string; mime: string; data: Uint8Array; until: number }>();
  private readonly tokens = new Map<string, { owner: string; until: number }>();
  /** Calls per path, for tests that count. */
  readonly calls = new Map<string, number>();
  private ids = 0;

  constructor(options: StubOptions) {
    this.options = {
      port: 0,
      host: "127.0.0.1",
      corpId: "ww0000000000000001",
      apps: [{ agentId: "1000002", secret: "stub-app-secret" }],
      kfSecret: "stub-kf-secret",
      bots: [{ id: "stub-bot", secret: "stub-bot-secret" }],
      webhookKey: "stub-webhook-key",
      tokenSeconds: 7200,
      limits: true,
      now: () => new Date(),
      random: Math.random,
      ...options,
      members: options.members ? new Set(options.members.map((m) => m.toLowerCase())) : null,
    };
    this.faults = new Faults(this.options.random);
  }

  now(): number {
    return this.options.now().getTime();
  }

  id(prefix: string): string {
    return `${prefix}${(++this.ids).toString().padStart(6, "0")}${randomBytes(4).toString("hex")}`;
  }

  /** How often a limit was exceeded: what a caller that keeps to them never causes. */
  exceeded = 0;

  within(key: string, ...limits: [number, number][]): boolean {
    if (!this.options.limits || this.windows.hit(key, limits, this.now())) return true;
    this.exceeded++;
    return false;
  }

  knows(member: string): boolean {
    return !this.options.members || this.options.members.has(member.toLowerCase());
  }

  record(sent: Omit<Sent, "at">): void {
    this.sent.push({ at: this.options.now(), ...sent });
  }

  /** The same token as long as it is valid, as the platform does. */
  token(corpId: string, secret: string): Answer {
    if (corpId !== this.options.corpId) return fail(40013, "invalid corpid");
    const owner = secret === this.options.kfSecret ? "kf" : this.options.apps.find((a) => a.secret === secret)?.agentId;
    if (!owner) return fail(40001, "invalid credential");
    for (const [token, t] of this.tokens)
      if (t.owner === owner && t.until > this.now() + 1000)
        return ok({ access_token: token, expires_in: Math.floor((t.until - this.now()) / 1000) });
    const token = this.id("token-");
    this.tokens.set(token, { owner, until: this.now() + this.options.tokenSeconds * 1000 });
    return ok({ access_token: token, expires_in: this.options.tokenSeconds });
  }

  /** Revokes all tokens early, which the platform may do. */
  revokeTokens(): void {
    this.tokens.clear();
  }

  /** The app's id or "kf"; an error answer otherwise. */
  owner(token: string | null): string | Answer {
    if (!token) return fail(41001, "access_token missing");
    const known = this.tokens.get(token);
    if (!known) return fail(40014, "invalid access_token");
    return known.until > this.now() ? known.owner : fail(42001, "access_token expired");
  }
}

/** Cut at bytes without a broken character at the end, as people see it. */
export function cutBytes(text: string, bytes: number): string {
  return Buffer.from(text)
    .subarray(0, bytes)
    .toString("utf8")
    .replace(/\ufffd$/, "");
}
