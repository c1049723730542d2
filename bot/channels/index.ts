/** Every channel that the configuration turns on. */

import { greeting } from "../../text/saying/channel.ts";
import { createArchive } from "./archive/channel.ts";
import { fileSource } from "./archive/source.ts";
import type { Channel, ChannelDeps } from "./channel.ts";
import type { ChannelsConfig } from "./config.ts";
import { createGroupMessages } from "./group-messages/channel.ts";
import { createWebhook } from "./webhook/channel.ts";
import { createWechaty } from "./wechaty/channel.ts";
import { createWeComApp } from "./wecom-app/channel.ts";
import { createWeComBot } from "./wecom-bot/channel.ts";
import { createWeComKf } from "./wecom-kf/channel.ts";

export interface ChannelWishes {
  /** Its name in the welcome of a private chat; no welcome without it. */
  botName?: string;
  /** Which member presses "send" for a group's draft. */
  senderOf?: (chat: string) => Promise<string | null>;
}

/** Built, not started. Mount `routes` before `start`: platforms call at once. */
export function createChannels(config: ChannelsConfig, deps: ChannelDeps, wishes: ChannelWishes = {}): Channel[] {
  const welcome = wishes.botName ? { welcome: greeting(wishes.botName) } : {};
  const channels: Channel[] = [];
  if (config.app) channels.push(createWeComApp(config.app, deps));
  if (config.bot) channels.push(createWeComBot({ ...config.bot, ...welcome }, deps));
  if (config.kf) channels.push(createWeComKf({ ...config.kf, ...welcome }, deps));
  if (config.webhook) channels.push(createWebhook(config.webhook, deps));
  const drafts = config.groupMessages ? createGroupMessages(config.groupMessages, deps, wishes.senderOf) : null;
  if (drafts) channels.push(drafts);
  if (config.archive) channels.push(createArchive(fileSource(config.archive.folder), deps, drafts));
  if (config.wechaty) channels.push(createWechaty(config.wechaty, deps));
  return channels;
}
