/**
 * How long WeCom waits for its 200 while 50 callbacks are under way at once: through HTTP, signature, decryption and a
 * commit in PostgreSQL. The result is checked first: every callback is answered 200 with an empty body and lies in the
 * inbox once, though each comes twice.
 *
 *     DATABASE_URL=postgres://… npm run bench:channels
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { createChannels } from "../bot/channels/index.ts";
import { createLimiter } from "../bot/channels/limiter.ts";
import { machineClock } from "../bot/clock.ts";
import { parseConfig } from "../bot/config.ts";
import { openGround } from "../bot/ground.ts";
import { openLog } from "../bot/log.ts";
import { startServer } from "../bot/server.ts";
import { openService } from "../bot/service.ts";
import { parseTown } from "../bot/town/schema.ts";
import { verification, xmlCallback } from "../scripts/wecom-stub/callbacks.ts";
import { channelState } from "../store/channel-state.ts";

const AT_ONCE = 50;
const MESSAGES = 1_000;
const WANTED_P99_MS = 5_000;
const WANTED_CHECK_MS = 1_000;

const folder = mkdtempSync(join(tmpdir(), "qinqing-bench-"));
const { DATABASE_URL } = process.env;
const config = { ...parseConfig({ DATA_DIR: folder, PORT: "0", ...(DATABASE_URL && { DATABASE_URL }) }) };
const log = openLog(config.dataDir);
const ground = await openGround(config, machineClock, (err, about) => log.error({ err, about }, ""));
const now = () => machineClock.now();
const state = channelState(ground.store.db, now);
const keys = { token: "bench", encodingAesKey: "b".repeat(43), receiveId: "ww0000000000000001" };
const channels = createChannels(
  {
    app: {
      apiBase: "http://127.0.0.1:1",
      corpId: keys.receiveId,
      agentId: "1",
      secret: "s",
      token: keys.token,
      aesKey: keys.encodingAesKey,
      callbackMaxAgeS: 300,
    },
  },
  { state, limiter: createLimiter(state, now), now, log },
);
const http = new Hono();
const service = await openService({
  config: { ...config, role: "bot" },
  ground,
  clock: machineClock,
  log,
  channels,
  http,
});
const sample = new URL("../samples/town.json", import.meta.url);
await service.app.importTown(parseTown(JSON.parse(readFileSync(sample, "utf8")), "samples/town.json"));
const server = await startServer(http, config);
await service.start();
const url = `${server.url}/channels/wecom-app`;
const run = Date.now().toString(36);

const callback = (n: number) =>
  xmlCallback(
    url,
    keys,
    {
      ToUserName: keys.receiveId,
      FromUserName: `bench-${run}-${n % 200}`,
      CreateTime: String(Math.floor(Date.now() / 1000)),
      MsgType: "text",
      Content: `厂区门口路灯坏了，第${n}条`,
      MsgId: `${Date.now()}${n}`,
      AgentID: "1",
    },
    new Date(),
  );
const requests = Array.from({ length: MESSAGES }, (_, n) => callback(n)).flatMap((one) => [one, one]);

const took: number[] = [];
const checks: number[] = [];
let wrong = 0;
async function client(): Promise<void> {
  for (let next = requests.shift(); next; next = requests.shift()) {
    const started = performance.now();
    const response = await fetch(next.url, next.init);
    const body = await response.text();
    took.push(performance.now() - started);
    if (response.status !== 200 || body !== "") wrong++;
    if (took.length % 100 === 0) {
      const asked = performance.now();
      const echo = await (await fetch(verification(url, keys, "echo", new Date()).url)).text();
      checks.push(performance.now() - asked);
      if (echo !== "echo") wrong++;
    }
  }
}
const started = performance.now();
await Promise.all(Array.from({ length: AT_ONCE }, client));
const seconds = (performance.now() - started) / 1000;
const stored = await ground.store.db.message.count({ where: { chatId: { contains: `bench-${run}-` } } });

took.sort((a, b) => a - b);
const at = (q: number) => took[Math.min(took.length - 1, Math.floor(took.length * q))]!;
console.log(`${took.length} callbacks, ${AT_ONCE} at once, ${(took.length / seconds).toFixed(0)} a second`);
console.log(`200 after  p50 ${at(0.5).toFixed(0)} ms, p99 ${at(0.99).toFixed(0)} ms, longest ${at(1).toFixed(0)} ms`);
console.log(
  `URL check  longest ${Math.max(...checks).toFixed(0)} ms beside them (wanted: under ${WANTED_CHECK_MS} ms)`,
);
console.log(`${wrong} wrong answers; ${stored} of ${MESSAGES} messages stored, each came twice`);

await server.stop();
await service.stop();
await ground.close();
rmSync(folder, { recursive: true, force: true });
const fine = wrong === 0 && stored === MESSAGES && at(0.99) < WANTED_P99_MS && Math.max(...checks) < WANTED_CHECK_MS;
process.exit(fine ? 0 : 1);
