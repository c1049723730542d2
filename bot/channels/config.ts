/**
 * Which channels are on: a channel is on when its variables are there, and half a set is a fault that names what is
 * missing. Pure: `bot/config.ts` hands the environment in. No fault ever holds a value.
 */

import { z } from "zod";
import type { WeComAppConfig } from "./wecom-app/channel.ts";

export interface WeComBotConfig {
  /** Long connection. */
  socket?: { botId: string; secret: string; url: string };
  /** Callback mode. */
  callback?: { token: string; aesKey: string; maxAgeS: number };
}

export interface WeComKfConfig {
  apiBase: string;
  corpId: string;
  secret: string;
  token: string;
  aesKey: string;
  callbackMaxAgeS: number;
}

export interface ChannelsConfig {
  app?: WeComAppConfig;
  bot?: WeComBotConfig;
  kf?: WeComKfConfig;
  webhook?: { url: string };
  /** 群发 drafts: the member who presses "send" when a draft names nobody else. */
  groupMessages?: { apiBase: string; corpId: string; secret: string; sender: string };
  archive?: { folder: string };
  wechaty?: { puppet: string; options: Record<string, unknown> };
}

const httpUrl = (value: string) => {
  try {
    return /^https?:$/.test(new URL(value).protocol);
  } catch {
    return false;
  }
};
const wsUrl = (value: string) => /^wss?:\/\/[^\s/]+/.test(value);
const jsonObject = (value: string): Record<string, unknown> | null => {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : null;
  } catch {
    return null;
  }
};

const secret = z.string().min(1);
const aesKey = z.string().regex(/^[A-Za-z0-9+/]{43}$/, "expected the 43 characters of EncodingAESKey");
const corpId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{4,64}$/, "expected the enterprise's id (企业ID), e.g. ww followed by 16 characters");
const seconds = z.string().regex(/^\d{1,7}$/, "expected whole seconds, 0 = any age");

/** What each variable has to look like. */
const FORMS = {
  WECOM_API_BASE: z.string().refine(httpUrl, "expected an http(s) address"),
  WECOM_CORP_ID: corpId,
  WECOM_CALLBACK_MAX_AGE_S: seconds,
  WECOM_AGENT_ID: z.string().regex(/^\d{1,12}$/, "expected the app's AgentId, digits only"),
  WECOM_SECRET: secret,
  WECOM_CALLBACK_TOKEN: secret,
  WECOM_CALLBACK_AES_KEY: aesKey,
  WECOM_BOT_ID: secret,
  WECOM_BOT_SECRET: secret,
  WECOM_BOT_WS_URL: z.string().refine(wsUrl, "expected a ws:// or wss:// address"),
  WECOM_BOT_TOKEN: secret,
  WECOM_BOT_AES_KEY: aesKey,
  WECOM_KF_SECRET: secret,
  WECOM_KF_TOKEN: secret,
  WECOM_KF_AES_KEY: aesKey,
  WECOM_WEBHOOK_URL: z
    .string()
    .refine((v) => httpUrl(v) && new URL(v).searchParams.has("key"), "expected the robot's address with its key"),
  WECOM_GROUPMSG_SENDER: secret,
  WECOM_ARCHIVE_DIR: secret,
  WECHATY_PUPPET: z.string().regex(/^(@[\w.-]+\/)?[\w.-]+$/, "expected a package name, e.g. wechaty-puppet-service"),
  WECHATY_PUPPET_OPTIONS: z.string().refine((v) => jsonObject(v) !== null, "expected a JSON object"),
} as const;
type Name = keyof typeof FORMS;
export const CHANNEL_VARIABLES = Object.keys(FORMS) as Name[];

/** The sets: what makes one begun, and what it then needs. */
const SETS: { what: string; begins: Name[]; needs: Name[] }[] = [
  {
    what: "自建应用",
    begins: ["WECOM_AGENT_ID", "WECOM_SECRET", "WECOM_CALLBACK_TOKEN", "WECOM_CALLBACK_AES_KEY"],
    needs: ["WECOM_CORP_ID", "WECOM_AGENT_ID", "WECOM_SECRET", "WECOM_CALLBACK_TOKEN", "WECOM_CALLBACK_AES_KEY"],
  },
  {
    what: "智能机器人, long connection",
    begins: ["WECOM_BOT_ID", "WECOM_BOT_SECRET", "WECOM_BOT_WS_URL"],
    needs: ["WECOM_BOT_ID", "WECOM_BOT_SECRET"],
  },
  {
    what: "智能机器人, callback mode",
    begins: ["WECOM_BOT_TOKEN", "WECOM_BOT_AES_KEY"],
    needs: ["WECOM_BOT_TOKEN", "WECOM_BOT_AES_KEY"],
  },
  {
    what: "微信客服",
    begins: ["WECOM_KF_SECRET", "WECOM_KF_TOKEN", "WECOM_KF_AES_KEY"],
    needs: ["WECOM_CORP_ID", "WECOM_KF_SECRET", "WECOM_KF_TOKEN", "WECOM_KF_AES_KEY"],
  },
  {
    what: "群发 drafts",
    begins: ["WECOM_GROUPMSG_SENDER"],
    needs: ["WECOM_GROUPMSG_SENDER", "WECOM_CORP_ID", "WECOM_SECRET"],
  },
  { what: "Wechaty", begins: ["WECHATY_PUPPET", "WECHATY_PUPPET_OPTIONS"], needs: ["WECHATY_PUPPET"] },
];

export type ParsedChannels = { config: ChannelsConfig; faults: string[] };

/** `faults` lists everything that is wrong, one line each; with faults the configuration must not be used. */
export function parseChannels(env: Readonly<Record<string, string | undefined>>): ParsedChannels {
  const faults: string[] = [];
  const values: Partial<Record<Name, string>> = {};
  for (const name of CHANNEL_VARIABLES) {
    const value = env[name]?.trim();
    if (!value) continue;
    const parsed = FORMS[name].safeParse(value);
    if (!parsed.success) faults.push(`${name}: ${parsed.error.issues.map((i) => i.message).join("; ")}`);
    values[name] = value;
  }
  const has = (name: Name) => values[name] !== undefined;
  const begun = SETS.filter((set) => set.begins.some(has));
  // An enterprise's id without anything that uses it is the beginning of the commonest set.
  if (has("WECOM_CORP_ID") && begun.length === 0) begun.push(SETS[0]!);
  for (const { what, needs } of begun) {
    const missing = needs.filter((name) => !has(name));
    if (missing.length > 0) faults.push(`${what}: ${missing.join(", ")} missing (the others of the set are there)`);
  }
  if (faults.length > 0) return { config: {}, faults };

  const on = (what: string) => begun.some((set) => set.what === what);
  const apiBase = values.WECOM_API_BASE ?? "https://qyapi.weixin.qq.com";
  const maxAgeS = Number(values.WECOM_CALLBACK_MAX_AGE_S ?? 300);
  const common = { apiBase, corpId: values.WECOM_CORP_ID! };
  const config: ChannelsConfig = {};
  if (on("自建应用")) {
    config.app = {
      ...common,
      agentId: values.WECOM_AGENT_ID!,
      secret: values.WECOM_SECRET!,
      token: values.WECOM_CALLBACK_TOKEN!,
      aesKey: values.WECOM_CALLBACK_AES_KEY!,
      callbackMaxAgeS: maxAgeS,
    };
  }
  const socket = on("智能机器人, long connection") && {
    botId: values.WECOM_BOT_ID!,
    secret: values.WECOM_BOT_SECRET!,
    url: values.WECOM_BOT_WS_URL ?? "wss://openws.work.weixin.qq.com",
  };
  const callback = on("智能机器人, callback mode") && {
    token: values.WECOM_BOT_TOKEN!,
    aesKey: values.WECOM_BOT_AES_KEY!,
    maxAgeS,
  };
  if (socket || callback) config.bot = { ...(socket && { socket }), ...(callback && { callback }) };
  if (on("微信客服")) {
    config.kf = {
      ...common,
      secret: values.WECOM_KF_SECRET!,
      token: values.WECOM_KF_TOKEN!,
      aesKey: values.WECOM_KF_AES_KEY!,
      callbackMaxAgeS: maxAgeS,
    };
  }
  if (values.WECOM_WEBHOOK_URL) config.webhook = { url: values.WECOM_WEBHOOK_URL };
  if (on("群发 drafts"))
    config.groupMessages = { ...common, secret: values.WECOM_SECRET!, sender: values.WECOM_GROUPMSG_SENDER! };
  if (values.WECOM_ARCHIVE_DIR) config.archive = { folder: values.WECOM_ARCHIVE_DIR };
  if (values.WECHATY_PUPPET)
    config.wechaty = { puppet: values.WECHATY_PUPPET, options: jsonObject(values.WECHATY_PUPPET_OPTIONS ?? "{}")! };
  return { config, faults: [] };
}
