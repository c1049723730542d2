import { describe, expect, test } from "vitest";
import { parseChannels } from "../../bot/channels/config.ts";

const AES = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const app = {
  WECOM_CORP_ID: "ww0000000000000001",
  WECOM_AGENT_ID: "1000002",
  WECOM_SECRET: "s3cret-app",
  WECOM_CALLBACK_TOKEN: "tok",
  WECOM_CALLBACK_AES_KEY: AES,
};
const kf = { WECOM_CORP_ID: app.WECOM_CORP_ID, WECOM_KF_SECRET: "s", WECOM_KF_TOKEN: "t", WECOM_KF_AES_KEY: AES };

describe("the channels' variables", () => {
  test("none: no channel, no fault", () => {
    expect(parseChannels({ PATH: "/bin", WECOM_SECRET: "" })).toEqual({ config: {}, faults: [] });
  });

  test.each<[string, Record<string, string>, object]>([
    ["app", app, { app: { agentId: "1000002", apiBase: "https://qyapi.weixin.qq.com", callbackMaxAgeS: 300 } }],
    [
      "bot",
      { WECOM_BOT_ID: "b", WECOM_BOT_SECRET: "s" },
      { bot: { socket: { url: "wss://openws.work.weixin.qq.com" } } },
    ],
    ["bot", { WECOM_BOT_TOKEN: "t", WECOM_BOT_AES_KEY: AES }, { bot: { callback: { maxAgeS: 300 } } }],
    ["kf", kf, { kf: { secret: "s" } }],
    ["webhook", { WECOM_WEBHOOK_URL: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k" }, { webhook: {} }],
    ["groupMessages", { ...app, WECOM_GROUPMSG_SENDER: "li" }, { groupMessages: { sender: "li" } }],
    ["archive", { WECOM_ARCHIVE_DIR: "/var/archive" }, { archive: { folder: "/var/archive" } }],
    [
      "wechaty",
      { WECHATY_PUPPET: "wechaty-puppet-mock", WECHATY_PUPPET_OPTIONS: '{"token":"t"}' },
      { wechaty: { options: { token: "t" } } },
    ],
  ])("a whole set turns %s on", (name, env, expected) => {
    const { config, faults } = parseChannels(env);
    expect(faults).toEqual([]);
    expect(config).toMatchObject(expected);
    expect(Object.keys(config)).toContain(name);
  });

  test("every half of the app's set is a fault that names what is missing and no value", () => {
    const names = Object.keys(app) as (keyof typeof app)[];
    for (let bits = 1; bits < 2 ** names.length - 1; bits++) {
      const there = names.filter((_, i) => bits & (1 << i));
      const { config, faults } = parseChannels(Object.fromEntries(there.map((n) => [n, app[n]])));
      expect(config).toEqual({});
      for (const name of names) expect(faults.join("\n").includes(`${name}`)).toBe(!there.includes(name));
      for (const name of there) expect(faults.join("\n")).not.toContain(app[name]);
    }
  });

  test.each([
    [{ ...kf, WECOM_KF_TOKEN: undefined }, "WECOM_KF_TOKEN"],
    [{ WECOM_BOT_ID: "b" }, "WECOM_BOT_SECRET"],
    [{ WECOM_BOT_WS_URL: "ws://x" }, "WECOM_BOT_ID, WECOM_BOT_SECRET"],
    [{ WECOM_BOT_AES_KEY: AES }, "WECOM_BOT_TOKEN"],
    [{ WECOM_GROUPMSG_SENDER: "li" }, "WECOM_CORP_ID, WECOM_SECRET"],
    [{ WECHATY_PUPPET_OPTIONS: "{}" }, "WECHATY_PUPPET"],
  ])("half of another set, too: %#", (env, missing) => {
    expect(parseChannels(env).faults.join("\n")).toContain(`${missing} missing`);
  });

  test("all wrong values are named at once", () => {
    const { faults } = parseChannels({
      ...app,
      WECOM_AGENT_ID: "abc",
      WECOM_CALLBACK_AES_KEY: "short",
      WECOM_CALLBACK_MAX_AGE_S: "-1",
      WECOM_API_BASE: "ftp://x",
      WECHATY_PUPPET: "../evil",
      WECHATY_PUPPET_OPTIONS: "[]",
      WECOM_WEBHOOK_URL: "https://x/no-key",
    });
    expect(faults.map((f) => f.split(":")[0])).toEqual([
      "WECOM_API_BASE",
      "WECOM_CALLBACK_MAX_AGE_S",
      "WECOM_AGENT_ID",
      "WECOM_CALLBACK_AES_KEY",
      "WECOM_WEBHOOK_URL",
      "WECHATY_PUPPET",
      "WECHATY_PUPPET_OPTIONS",
    ]);
    expect(faults.join()).not.toContain("evil");
  });
});
