/**
 * Fetching what customers said. A callback only tells that there is something; it is remembered before the 200, and
 * the cursor moves only after everything before it is stored: a crash in between fetches again, which the inbox knows.
 */

import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ChannelDeps } from "../channel.ts";
import { createLease, LEASE_MS } from "../lease.ts";
import type { WeComClient } from "../wecom/client.ts";
import { PlatformError } from "../wecom/errors.ts";
import { KfMessage } from "./receive.ts";

const Page = z.object({
  next_cursor: z.string().default(""),
  has_more: z.number().int().default(0),
  msg_list: z.array(z.unknown()).default([]),
});

const RETRY_MS = [1_000, 5_000, 30_000, 120_000];

/** Another process fetches for the account: it is looked again, in case that one dies. */
const ELSEWHERE_MS = 1_000;
class Elsewhere extends Error {}

type Pending = { token: string };

export interface KfSync {
  /** Remembers that the account has news; when it returns, nothing can make us forget. */
  remember(kfid: string, token: string): Promise<void>;
  /** Fetches all that is new, one at a time per account; never throws. */
  run(kfid: string): Promise<void>;
  /** Fetches for every account that was ever heard of: after a start. */
  runAll(): Promise<void>;
  stop(): Promise<void>;
}

export function createSync(
  client: WeComClient,
  deps: ChannelDeps,
  work: (message: KfMessage) => Promise<void>,
  report: (error: unknown) => void,
): KfSync {
  const { state, log } = deps;
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;
  const me = randomUUID();
  const cursorKey = (kfid: string) => `kf:cursor:${kfid}`;
  const pendingKey = (kfid: string) => `kf:pending:${kfid}`;
  const ACCOUNTS = "kf:accounts";

  async function page(kfid: string, token: string): Promise<z.infer<typeof Page>> {
    const cursor = (await state.read<string>(cursorKey(kfid))) ?? "";
    const body = { open_kfid: kfid, limit: 1000, voice_format: 0, ...(cursor && { cursor }) };
    try {
      return await client.call("/cgi-bin/kf/sync_msg", Page, { body: { ...body, ...(token && { token }) } });
    } catch (error) {
      // The token of the callback lives ten minutes; without it the platform answers, only less often.
      if (error instanceof PlatformError && error.class === "cursor" && token)
        return client.call("/cgi-bin/kf/sync_msg", Page, { body });
      throw error;
    }
  }

  async function fetchAll(kfid: string): Promise<void> {
    const pending = await state.read<Pending>(pendingKey(kfid));
    for (let more = true; more && !stopped; ) {
      const { next_cursor, has_more, msg_list } = await page(kfid, pending?.token ?? "");
      for (const raw of msg_list) {
        const parsed = KfMessage.safeParse(raw);
        if (parsed.success) await work({ ...parsed.data, open_kfid: parsed.data.open_kfid || kfid });
        else
          log.warn(
            { channel: "wecom-kf", issues: parsed.error.issues.length },
            "a message is not as documented: skipped",
          );
      }
      const cursor = await state.read<string>(cursorKey(kfid));
      if (next_cursor) await state.write(cursorKey(kfid), next_cursor);
      // A cursor that does not move would be asked for ever.
      more = has_more === 1 && next_cursor !== "" && next_cursor !== cursor;
    }
    // A callback that came meanwhile has put another token there: its news are not fetched yet.
    await state.change<Pending, void>(pendingKey(kfid), (now) =>
      now && now.token === pending?.token ? { value: null, result: undefined } : { result: undefined },
    );
  }

  /** The platform wants one fetch per account at a time, over all processes. @throws Elsewhere */
  async function alone(kfid: string, work: () => Promise<void>): Promise<void> {
    const lease = createLease(state, `lock:kf:${kfid}`, me, deps.now);
    if (!(await lease.acquire(false))) throw new Elsewhere();
    const renewal = setInterval(() => void lease.renew().catch(() => {}), LEASE_MS / 3);
    try {
      await work();
    } finally {
      clearInterval(renewal);
      await lease.release().catch(() => {});
    }
  }

  async function runNow(kfid: string, attempt: number): Promise<void> {
    try {
      again.delete(kfid);
      await alone(kfid, () => fetchAll(kfid));
    } catch (error) {
      const elsewhere = error instanceof Elsewhere;
      if (!elsewhere) report(error);
      if (stopped) return;
      const ms = elsewhere ? ELSEWHERE_MS : RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]!;
      const timer = setTimeout(() => {
        timers.delete(timer);
        void start(kfid, elsewhere ? attempt : attempt + 1);
      }, ms);
      timers.add(timer);
    }
  }

  function start(kfid: string, attempt: number): Promise<void> {
    if (stopped) return Promise.resolve();
    const now = running.get(kfid);
    if (now) {
      again.add(kfid);
      return now;
    }
    const run = runNow(kfid, attempt).finally(() => {
      running.delete(kfid);
      // News that came while the last page was worked on, or the lock let go of.
      if (again.has(kfid)) void start(kfid, 0);
    });
    running.set(kfid, run);
    return run;
  }

  return {
    async remember(kfid, token) {
      stopped = false;
      await state.change<string[], void>(ACCOUNTS, (old) =>
        old?.includes(kfid) ? { result: undefined } : { value: [...(old ?? []), kfid], result: undefined },
      );
      await state.write(pendingKey(kfid), { token });
    },
    run: (kfid) => start(kfid, 0),
    async runAll() {
      stopped = false;
      const accounts = (await state.read<string[]>(ACCOUNTS)) ?? [];
      await Promise.all(accounts.map((kfid) => start(kfid, 0)));
    },
    async stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      await Promise.all(running.values());
    },
  };
}
