/**
 * `npm run wecom:stub -- [--port 4000] [--bot http://127.0.0.1:3000]`: the stand-in on its own, to try the bot against.
 * A line typed into it is said by a member of the enterprise; what the bot sends is printed.
 */

import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { callBack, xmlCallback } from "./wecom-stub/callbacks.ts";
import { startStub } from "./wecom-stub/stub.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4000" },
    bot: { type: "string", default: "http://127.0.0.1:3000" },
    from: { type: "string", default: "zhangsan" },
  },
});

const stub = await startStub({ port: Number(values.port) });
const { corpId, apps, bots, kfSecret, webhookKey } = stub.platform.options;
const secrets = { token: "stubtoken", encodingAesKey: "stub".repeat(10).concat("key"), receiveId: corpId };

const variables = {
  WECOM_API_BASE: stub.url,
  WECOM_CORP_ID: corpId,
  WECOM_AGENT_ID: apps[0]!.agentId,
  WECOM_SECRET: apps[0]!.secret,
  WECOM_CALLBACK_TOKEN: secrets.token,
  WECOM_CALLBACK_AES_KEY: secrets.encodingAesKey,
  WECOM_BOT_ID: bots[0]!.id,
  WECOM_BOT_SECRET: bots[0]!.secret,
  WECOM_BOT_WS_URL: stub.wsUrl,
  WECOM_KF_SECRET: kfSecret,
  WECOM_KF_TOKEN: secrets.token,
  WECOM_KF_AES_KEY: secrets.encodingAesKey,
  WECOM_WEBHOOK_URL: `${stub.url}/cgi-bin/webhook/send?key=${webhookKey}`,
};

console.log(`WeCom stand-in at ${stub.url}. Start the bot with:\n`);
for (const [name, value] of Object.entries(variables)) console.log(`export ${name}='${value}'`);
console.log(`
Then type:
  a text           ${values.from} says it to the app (自建应用)
  @bot a text      ${values.from} says it to the smart bot (智能机器人), one to one
  @group a text    … in the group "demo-group", mentioning the bot
  @kf a text       a WeChat user says it to 微信客服
  !45009 N         the next N calls of message/send answer 45009 (any code)
  !reset N, !timeout N, !lost N
Ctrl-C ends it.
`);

let printed = 0;
setInterval(() => {
  for (const sent of stub.platform.sent.slice(printed)) {
    printed++;
    console.log(`[${sent.via} → ${sent.to}] ${sent.delivered ? "" : `(not delivered: ${sent.why}) `}${sent.text}`);
  }
}, 200).unref();

const seconds = () => String(Math.floor(Date.now() / 1000));
const call = (path: string, xml: Record<string, string>) =>
  callBack(() => xmlCallback(`${values.bot}${path}`, secrets, xml, new Date()));

async function obey(line: string): Promise<string | undefined> {
  const fault = /^!(\S+)\s*(\d*)$/.exec(line);
  if (fault) {
    const times = Number(fault[2] || 1);
    const kind = fault[1] as "reset" | "timeout" | "lost";
    const at = "/cgi-bin/message/send";
    if (/^-?\d+$/.test(kind)) stub.platform.faults.add({ at, kind: "code", code: Number(kind), times });
    else stub.platform.faults.add({ at, kind, times });
    return `the next ${times}: ${kind}`;
  }
  const told = /^@(bot|group|kf)\s+(.+)$/s.exec(line);
  if (!told) {
    const message = { FromUserName: values.from, CreateTime: seconds(), MsgType: "text", Content: line };
    const xml = { ToUserName: corpId, ...message, MsgId: stub.platform.id("9"), AgentID: apps[0]!.agentId };
    return (await call("/channels/wecom-app", xml)) ? undefined : "the bot did not answer 200";
  }
  const [, where, text = ""] = told;
  if (where === "kf") {
    const xml = stub.kf.say("wkDemo", "wmDemoCustomer", { msgtype: "text", text: { content: text } });
    return (await call("/channels/wecom-kf", xml)) ? undefined : "the bot did not answer 200";
  }
  const group = where === "group";
  const heard = stub.bot.say(bots[0]!.id, {
    chattype: group ? "group" : "single",
    ...(group && { chatid: "demo-group" }),
    from: { userid: values.from },
    msgtype: "text",
    text: { content: group ? `@bot ${text}` : text },
  });
  return heard ? undefined : "no smart bot is connected";
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === "") continue;
  const said = await obey(line.trim());
  if (said) console.log(said);
}
await stub.close();
