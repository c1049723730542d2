/**
 * `npm run soak -- [--seconds 600] [--rate 2] [--report FILE]`: the whole bot against the stand-in, which fails as the
 * real platform does: 45009, 42001, -1, timeouts, resets, answers lost after their effect, callbacks and frames twice and
 * out of order, the smart bot's connection cut. At the end every message has been answered once and no limit of the
 * platform was exceeded; otherwise it says where not and exits 1. `--report` writes the counts as vitest's JSON has them.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
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
import { channelState } from "../store/channel-state.ts";
import { callBack, xmlCallback } from "./wecom-stub/callbacks.ts";
import type { Fault } from "./wecom-stub/faults.ts";
import { startStub } from "./wecom-stub/stub.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "600" },
    rate: { type: "string", default: "2" },
    report: { type: "string" },
  },
});
const seconds = Number(values.seconds);
const perSecond = Number(values.rate);
/** For the rest to be answered after the last message: a minute's block of the app, timeouts, the queue's pauses. */
const DRAIN_MS = 300_000;
const CALL_TIMEOUT_MS = 9_000;

const folder = mkdtempSync(join(tmpdir(), "qinqing-soak-"));
const config = parseConfig({ DATA_DIR: folder, PORT: "0", ...database() });
const log = openLog(config.dataDir);
const problems: string[] = [];
const ground = await openGround(config, machineClock, (error, about) => log.error({ err: error, about }, ""));
const stub = await startStub({});
const { corpId } = stub.platform.options;
const secrets = { token: "soak", encodingAesKey: "s".repeat(43), receiveId: corpId };

const now = () => machineClock.now();
const state = channelState(ground.store.db, now);
const common = {
  apiBase: stub.url,
  corpId,
  token: secrets.token,
  aesKey: secrets.encodingAesKey,
  callbackMaxAgeS: 300,
};
const channels = createChannels(
  {
    app: { ...common, agentId: "1000002", secret: "stub-app-secret" },
    kf: { ...common, secret: "stub-kf-secret" },
    bot: { socket: { botId: "stub-bot", secret: "stub-bot-secret", url: stub.wsUrl } },
  },
  { state, limiter: createLimiter(state, now), now, log },
);
const http = new Hono();
const service = await openService({ config, ground, clock: machineClock, log, channels, http });
const sample = new URL("../samples/town.json", import.meta.url);
await service.app.importTown(parseTown(JSON.parse(readFileSync(sample, "utf8")), "samples/town.json"));
const server = await startServer(http, config);
await service.start();

/** A database may have soaked before. */
const run = Date.now().toString(36);

/** Who said something, and where. */
const asked = new Map<string, "app" | "kf" | "bot">();
/** Of these two messages came, the second one first. */
const talkative = new Set<string>();
/** How long each callback waited for its 200, in milliseconds. */
const waited: number[] = [];
const WORDS = ["你好，请问你能做什么", "怎么报名恳谈会", "我们厂门口路灯坏了，麻烦处理", "设备补贴怎么申请"];
const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
const unixSeconds = () => String(Math.floor(Date.now() / 1000));

/**
 * One new person says one thing, of twelve one says two, the later of which arrives first. A fifth of the callbacks and
 * frames come twice, all callbacks up to a second and a half late.
 */
async function say(n: number): Promise<void> {
  const words = `${pick(WORDS)}（第${n}位）`;
  const way = pick(["app", "app", "kf", "bot"] as const);
  const person = `${way}-${run}-${n}`;
  if (way === "bot") {
    const text = { msgtype: "text", text: { content: words } };
    const body = { msgid: `m-${person}`, chattype: "single", from: { userid: person }, ...text };
    // Without a connection the platform loses the message: nobody can answer what never came.
    if (stub.bot.say("stub-bot", body)) asked.set(person, way);
    if (asked.has(person) && Math.random() < 0.2) stub.bot.say("stub-bot", body);
    return;
  }
  asked.set(person, way);
  const xmlOf = (content: string) =>
    way === "kf"
      ? stub.kf.say(`wk${run}`, person, { msgtype: "text", text: { content } })
      : {
          ToUserName: corpId,
          FromUserName: person,
          CreateTime: unixSeconds(),
          MsgType: "text",
          Content: content,
          MsgId: stub.platform.id(String(Date.now())),
          AgentID: "1000002",
        };
  const url = `${server.url}/channels/wecom-${way}`;
  const once = async (xml: ReturnType<typeof xmlOf>) => {
    await sleep(Math.random() * 1_500);
    const started = performance.now();
    const taken = await callBack(() => xmlCallback(url, secrets, xml, new Date()));
    waited.push(performance.now() - started);
    if (!taken) problems.push(`the callback of ${person} was never answered 200`);
    else if (waited.at(-1)! > 5_000) problems.push(`the callback of ${person} took more than 5 s`);
  };
  const first = xmlOf(words);
  if (way === "app" && n % 12 === 0) {
    talkative.add(person);
    await once(xmlOf("在的，请尽快回复"));
  }
  await Promise.all(Math.random() < 0.2 ? [once(first), once(first)] : [once(first)]);
}

const FAULTS: [everyS: number, Fault][] = [
  [3, { at: "/cgi-bin/message/send", kind: "code", code: -1 }],
  [5, { at: "/cgi-bin/message/send", kind: "code", code: 42001 }],
  [6, { at: "/cgi-bin/message/send", kind: "reset" }],
  [7, { at: "/cgi-bin/message/send", kind: "lost" }],
  [19, { at: "/cgi-bin/message/send", kind: "timeout" }],
  // Shuts the app up for a minute each time.
  [Math.min(120, seconds / 3), { at: "/cgi-bin/message/send", kind: "code", code: 45009 }],
  [6, { at: "/cgi-bin/kf/send_msg", kind: "lost" }],
  [9, { at: "/cgi-bin/kf/sync_msg", kind: "reset" }],
  [11, { at: "/cgi-bin/kf/sync_msg", kind: "code", code: -1 }],
  [13, { at: "/cgi-bin/kf/", kind: "html" }],
  [17, { at: "/cgi-bin/gettoken", kind: "reset" }],
  [Math.min(45, seconds / 2), { at: "aibot_respond_msg", kind: "lost" }],
  [21, { at: "aibot_respond_msg", kind: "code", code: -1 }],
  [25, { at: "/cgi-bin/kf/send_msg", kind: "timeout" }],
];
/** One of a kind at a time: what nobody meets must not pile up for the first who comes. */
const fail = (fault: Fault) => stub.platform.faults.waits(fault) || stub.platform.faults.add(fault);
const timers = FAULTS.map(([every, fault]) => setInterval(() => fail(fault), every * 1_000));
timers.push(setInterval(() => stub.platform.revokeTokens(), 23_000));
timers.push(setInterval(() => stub.bot.cut("stub-bot"), Math.min(70, seconds / 1.5) * 1_000));

console.log(`Soaking for ${seconds} s at ${perSecond} messages a second; faults all along.`);
const saying: Promise<void>[] = [];
const end = Date.now() + seconds * 1_000;
for (let n = 1; Date.now() < end; n++) {
  saying.push(say(n).catch((error) => void problems.push(String(error))));
  await sleep(1_000 / perSecond);
}
await Promise.all(saying);
for (const timer of timers) clearInterval(timer);
stub.platform.faults.clear();

const unanswered = () => {
  const got = new Set(stub.delivered().map((s) => s.to));
  return [...asked.keys()].filter((person) => !got.has(person));
};
for (const until = Date.now() + DRAIN_MS; unanswered().length > 0 && Date.now() < until; ) await sleep(1_000);
// What is said twice may come a little later than what is said once.
await sleep(CALL_TIMEOUT_MS);

for (const person of unanswered()) problems.push(`${person} was not answered`);
for (const person of asked.keys()) {
  const answers = stub.delivered(person).filter((s) => s.msgtype !== "update").length;
  if (answers > (talkative.has(person) ? 2 : 1)) problems.push(`${person} was answered ${answers} times`);
}
const times = new Map<string, number>();
for (const { to, msgtype, text } of stub.delivered())
  if (msgtype !== "update") times.set(`${to}: ${text}`, (times.get(`${to}: ${text}`) ?? 0) + 1);
for (const [what, count] of times) if (count > 1) problems.push(`said ${count} times to ${what.slice(0, 120)}`);
if (stub.platform.exceeded > 0) problems.push(`limits of the platform were exceeded ${stub.platform.exceeded} times`);

const people = { app: 0, kf: 0, bot: 0 };
for (const way of asked.values()) people[way]++;
console.log(
  `${asked.size} messages (${people.app} to the app, ${people.kf} to 微信客服, ${people.bot} to the smart bot), ` +
    `${stub.delivered().length} sent back, ${problems.length} problems.`,
);
waited.sort((a, b) => a - b);
const quantile = (q: number) => (waited[Math.min(waited.length - 1, Math.floor(waited.length * q))] ?? 0).toFixed(0);
console.log(
  `${waited.length} callbacks stored and answered: p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms, ` +
    `longest ${quantile(1)} ms (the platform waits 5,000 ms).`,
);
if (values.report) {
  const failed = problems.length > 0 ? 1 : 0;
  const counts = { numPassedTests: 1 - failed, numFailedTests: failed, numPendingTests: 0, numTodoTests: 0 };
  writeFileSync(values.report, JSON.stringify({ ...counts, testResults: [] }));
}
for (const problem of problems.slice(0, 50)) console.log(`- ${problem}`);

await server.stop();
await service.stop();
await ground.close();
await stub.close();
rmSync(folder, { recursive: true, force: true });
process.exit(problems.length > 0 ? 1 : 0);

function database(): Record<string, string> {
  const { DATABASE_URL, REDIS_URL } = process.env;
  return { ...(DATABASE_URL && { DATABASE_URL }), ...(REDIS_URL && { REDIS_URL }) };
}
