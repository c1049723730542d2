/**
 * A thin client of WeCom's server API: token, calls, media. No package on npm does this and is kept up.
 * One per (CorpID, secret). Nothing here logs or throws a secret, a token or a URL with a token in it.
 */

import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import type { ChannelState } from "../state.ts";
import { NetworkError, PlatformError } from "./errors.ts";

export interface WeComClientOptions {
  /** WECOM_API_BASE, e.g. https://qyapi.weixin.qq.com */
  apiBase: string;
  corpId: string;
  secret: string;
  state: ChannelState;
  now: () => Date;
  /** One call, the answer's body included. */
  timeoutMs?: number;
  pause?: (ms: number) => Promise<void>;
}

const Answer = z.looseObject({ errcode: z.number().int().default(0), errmsg: z.string().default("") });
const TokenAnswer = z.object({ access_token: z.string().min(1).max(512), expires_in: z.number().positive() });
const Uploaded = z.object({ media_id: z.string().min(1) });

export type MediaType = "image" | "voice" | "video" | "file";

/** Once a secret was refused it is not tried again for this long: repeated wrong secrets block the address for an hour. */
const REFUSED_PAUSE_MS = 10 * 60_000;
/** Tokens are dropped this long before the platform says they end. */
const EARLY_MS = 5 * 60_000;
const BUSY_PAUSES_MS = [300, 1_000];
/** A process that asks for a token has it by then, or is gone. */
const FETCHING_MS = 10_000;
const FETCHING_PAUSE_MS = 100;
const FETCHING_WAITS = 60;

const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

export class WeComClient {
  private readonly options: WeComClientOptions;
  private readonly cacheKey: string;
  private readonly seal: Buffer;
  private fetching: Promise<string> | null = null;
  private refused: { error: PlatformError; until: number } | null = null;

  constructor(options: WeComClientOptions) {
    this.options = options;
    const digest = (salt: string) =>
      createHash("sha256").update(`${salt}\n${options.corpId}\n${options.secret}`).digest();
    this.cacheKey = `wecom:token:${digest("name").toString("hex").slice(0, 24)}`;
    this.seal = digest("seal");
  }

  /**
   * POST when a body is given, else GET. Returns the parsed answer.
   * A busy platform (-1) is asked twice more; an invalid token is replaced once. Throws `PlatformError`, `NetworkError`.
   */
  async call<T>(path: string, answer: z.ZodType<T>, request: { query?: Record<string, string>; body?: unknown } = {}) {
    return this.parse(path, answer, await this.withToken((token) => this.once(path, token, request)));
  }

  /** Uploads temporary media; the id is good for three days. */
  async upload(type: MediaType, name: string, bytes: Uint8Array, path = "/cgi-bin/media/upload"): Promise<string> {
    const raw = await this.withToken((token) => {
      const form = new FormData();
      form.append("media", new Blob([Uint8Array.from(bytes)]), name);
      return this.once(path, token, { query: { type }, form });
    });
    return this.parse(path, Uploaded, raw).media_id;
  }

  /** Loads temporary media. Refuses more than `maxBytes`. */
  async media(mediaId: string, maxBytes: number): Promise<{ data: Uint8Array; name?: string; mime?: string }> {
    const path = "/cgi-bin/media/get";
    return this.withToken(async (token) => {
      const response = await this.fetch(path, this.url(path, token, { media_id: mediaId }), {});
      const mime = response.headers.get("content-type")?.split(";")[0]?.trim();
      const data = await readLimited(response, maxBytes, path);
      if (mime === "application/json" || mime === "text/plain")
        raise(path, parseJson(path, Buffer.from(data).toString()));
      const name = fileName(response.headers.get("content-disposition") ?? "");
      return { data, ...(name && { name }), ...(mime && { mime }) };
    });
  }

  private parse<T>(path: string, answer: z.ZodType<T>, raw: unknown): T {
    const parsed = answer.safeParse(raw);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues.map((i) => `${i.path.join(".")}: ${i.message}`).join("; ");
    throw new NetworkError(path, true, `answer not as documented: ${where}`);
  }

  private async withToken<T>(work: (token: string) => Promise<T>): Promise<T> {
    let token = await this.token();
    let refreshed = false;
    for (let busy = 0; ; ) {
      try {
        return await work(token);
      } catch (error) {
        if (!(error instanceof PlatformError)) throw error;
        if (error.class === "refresh" && !refreshed) {
          refreshed = true;
          await this.drop(token);
          token = await this.token();
        } else if (error.code === -1 && busy < BUSY_PAUSES_MS.length) {
          await (this.options.pause ?? sleep)(BUSY_PAUSES_MS[busy++]!);
        } else throw error;
      }
    }
  }

  private async token(): Promise<string> {
    const token = await this.kept();
    if (token) return token;
    this.fetching ??= this.fetchAlone().finally(() => {
      this.fetching = null;
    });
    return this.fetching;
  }

  private async kept(): Promise<string | null> {
    const kept = await this.options.state.read<{ sealed: string; until: number }>(this.cacheKey);
    return kept && kept.until > this.options.now().getTime() ? this.unseal(kept.sealed) : null;
  }

  /** One process asks, the others wait for what it gets; when it is gone or fails, they ask themselves. */
  private async fetchAlone(): Promise<string> {
    const { state, now, pause = sleep } = this.options;
    const key = `${this.cacheKey}:fetching`;
    for (let waits = 0; waits < FETCHING_WAITS; waits++) {
      const mine = await state.change<number, boolean>(key, (until) =>
        until && until > now().getTime()
          ? { result: false }
          : { value: now().getTime() + FETCHING_MS, ttlMs: FETCHING_MS, result: true },
      );
      if (mine)
        try {
          return (await this.kept()) ?? (await this.fetchToken());
        } finally {
          await state.write(key, null);
        }
      await pause(FETCHING_PAUSE_MS);
      const token = await this.kept();
      if (token) return token;
    }
    return this.fetchToken();
  }

  /** Only the token that failed: another process may have put a fresh one there already. */
  private async drop(token: string): Promise<void> {
    await this.options.state.change<{ sealed: string; until: number }, void>(this.cacheKey, (kept) =>
      kept && this.unseal(kept.sealed) === token ? { value: null, result: undefined } : { result: undefined },
    );
  }

  private async fetchToken(): Promise<string> {
    const now = this.options.now().getTime();
    if (this.refused && this.refused.until > now) throw this.refused.error;
    const path = "/cgi-bin/gettoken";
    const url = this.address(path);
    url.searchParams.set("corpid", this.options.corpId);
    url.searchParams.set("corpsecret", this.options.secret);
    try {
      const raw = await this.json(path, url, {});
      const { access_token, expires_in } = this.parse(path, TokenAnswer, raw);
      const ms = Math.max(expires_in * 1000 - EARLY_MS, (expires_in * 1000) / 2);
      await this.options.state.write(this.cacheKey, { sealed: this.sealed(access_token), until: now + ms }, ms);
      return access_token;
    } catch (error) {
      if (error instanceof PlatformError && error.class === "stop")
        this.refused = { error, until: now + REFUSED_PAUSE_MS };
      throw error;
    }
  }

  /** The shared cache may lie in a database that more people can read than the secret: it holds the token sealed. */
  private sealed(token: string): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", this.seal, iv);
    const body = Buffer.concat([cipher.update(token, "utf8"), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64");
  }

  private unseal(sealed: string): string | null {
    const bytes = Buffer.from(sealed, "base64");
    try {
      const decipher = createDecipheriv("aes-256-gcm", this.seal, bytes.subarray(0, 12), { authTagLength: 16 });
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    } catch {
      return null;
    }
  }

  /** A private deployment or a proxy may lie under a path of its own. */
  private address(path: string): URL {
    return new URL(this.options.apiBase.replace(/\/+$/, "") + path);
  }

  private url(path: string, token: string, query: Record<string, string> = {}): URL {
    const url = this.address(path);
    url.searchParams.set("access_token", token);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  private once(path: string, token: string, r: { query?: Record<string, string>; body?: unknown; form?: FormData }) {
    const init: RequestInit = r.form
      ? { method: "POST", body: r.form }
      : r.body === undefined
        ? {}
        : { method: "POST", body: JSON.stringify(r.body), headers: { "content-type": "application/json" } };
    return this.json(path, this.url(path, token, r.query), init);
  }

  private async json(path: string, url: URL, init: RequestInit): Promise<unknown> {
    const response = await this.fetch(path, url, init);
    const text = Buffer.from(await readLimited(response, 16 << 20, path)).toString();
    if (!response.ok) throw new NetworkError(path, true, `HTTP ${response.status}`);
    return raise(path, parseJson(path, text));
  }

  private async fetch(path: string, url: URL, init: RequestInit): Promise<Response> {
    try {
      return await fetch(url, {
        ...init,
        redirect: "error",
        signal: AbortSignal.timeout(this.options.timeoutMs ?? 8_000),
      });
    } catch (error) {
      throw new NetworkError(path, arrived(error), describe(error));
    }
  }
}

/** Only a connection that never came about is surely without effect. */
function arrived(error: unknown): boolean {
  const code = ((error as { cause?: { code?: string } }).cause?.code ?? "").toString();
  return !["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"].includes(
    code,
  );
}

function describe(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  return cause?.code ?? name ?? "no answer";
}

async function readLimited(response: Response, maxBytes: number, path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > maxBytes) throw new TooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    throw new NetworkError(path, true, error instanceof TooLarge ? `more than ${maxBytes} bytes` : describe(error));
  }
  return Buffer.concat(chunks);
}

class TooLarge extends Error {}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NetworkError(path, true, "answer is not JSON");
  }
}

function raise(path: string, raw: unknown): unknown {
  const { errcode, errmsg } = Answer.catch({ errcode: 0, errmsg: "" }).parse(raw);
  if (errcode !== 0) throw new PlatformError(errcode, errmsg, path);
  return raw;
}

/** The name of a Content-Disposition header, RFC 5987 form first. */
export function fileName(header: string): string | undefined {
  const extended = /filename\*=UTF-8''([^;\s]+)/i.exec(header)?.[1];
  const plain = /filename="([^"]*)"|filename=([^;\s]+)/i.exec(header);
  const raw = extended ?? plain?.[1] ?? plain?.[2];
  if (!raw) return undefined;
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
