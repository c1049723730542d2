/**
 * Fetching what customers said. A callback only tells that there is something; it is remembered before the 200, and
 * the cursor moves only after everything before it is stored: a crash in between fetches again, which the inbox knows.
 */

import { z } from "zod";
import type { ChannelDeps } from "../channel.ts";
import type { WeComClient } from "../wecom/client.ts";
import { PlatformError } from "../wecom/errors.ts";
import { KfMessage } from "./receive.ts";

const Page = z.object({
  next_cursor: z.string().default(""),
  has_more: z.number().int().default(0),
  msg_list: z.array(z.unknown()).default([]),
});

const RETRY_MS = [1_000, 5_000, 30_000, 120_000];

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

  async function runNow(kfid: string, attempt: number): Promise<void> {
    try {
      do {
        again.delete(kfid);
        await fetchAll(kfid);
      } while (again.has(kfid) && !stopped);
    } catch (error) {
      report(error);
      if (stopped) return;
      const ms = RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]!;
      const timer = setTimeout(() => {
        timers.delete(timer);
        void start(kfid, attempt + 1);
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
    const run = runNow(kfid, attempt).finally(() => running.delete(kfid));
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
