/**
 * A stand-in for WeCom's platform, for development and tests: gettoken, message/send, media, 微信客服, webhooks, 群发
 * drafts and the smart bot's long connection, with the real limits and error codes, and faults on demand.
 */

import type { AddressInfo } from "node:net";
import { BotWire } from "./bot.ts";
import { createApi } from "./http.ts";
import type { KfApi } from "./kf.ts";
import { Platform, type Sent, type StubOptions } from "./platform.ts";

export interface Stub {
  /** What WECOM_API_BASE has to be. */
  url: string;
  /** What WECOM_BOT_WS_URL has to be. */
  wsUrl: string;
  platform: Platform;
  kf: KfApi;
  bot: BotWire;
  /** A response_code as it comes with a pressed card. */
  responseCode(): string;
  /** What people have in their chats, oldest first. */
  delivered(to?: string): Sent[];
  close(): Promise<void>;
}

export async function startStub(options: StubOptions = {}): Promise<Stub> {
  const platform = new Platform(options);
  const { app, kf, server } = createApi(platform);
  const bot = new BotWire(platform, server);
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(platform.options.port, platform.options.host, done);
  });
  const { port } = server.address() as AddressInfo;
  const host = `${platform.options.host}:${port}`;
  return {
    url: `http://${host}`,
    wsUrl: `ws://${host}`,
    platform,
    kf,
    bot,
    responseCode: () => app.responseCode(),
    delivered: (to) => platform.sent.filter((s) => s.delivered && (to === undefined || s.to === to)),
    async close() {
      await bot.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
