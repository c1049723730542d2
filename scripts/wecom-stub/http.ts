/** The HTTP face of the stand-in: routing, faults, media. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { AppApi } from "./app.ts";
import { KfApi } from "./kf.ts";
import { type Answer, fail, ok, type Platform } from "./platform.ts";

type Body = Record<string, unknown>;

export interface Api {
  app: AppApi;
  kf: KfApi;
  server: Server;
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function createApi(platform: Platform): Api {
  const app = new AppApi(platform);
  const kf = new KfApi(platform);
  const withToken: Record<string, (owner: string, body: Body) => Answer> = {
    "/cgi-bin/message/send": (owner, body) => app.send(owner, body),
    "/cgi-bin/message/update_template_card": (owner, body) => app.updateCard(owner, body),
    "/cgi-bin/externalcontact/add_msg_template": (_owner, body) => app.addMsgTemplate(body),
    "/cgi-bin/kf/sync_msg": (_owner, body) => kf.sync(body),
    "/cgi-bin/kf/send_msg": (_owner, body) => kf.send(body),
    "/cgi-bin/kf/send_msg_on_event": (_owner, body) => kf.sendOnEvent(body),
    "/cgi-bin/kf/service_state/get": (_owner, body) => kf.state(body),
    "/cgi-bin/kf/service_state/trans": (_owner, body) => kf.trans(body),
    "/cgi-bin/getcallbackip": () => ok({ ip_list: ["127.0.0.1"] }),
  };

  async function upload(url: URL, request: IncomingMessage, raw: Buffer): Promise<Answer> {
    const headers = new Headers({ "content-type": request.headers["content-type"] ?? "" });
    const form = await new Response(Uint8Array.from(raw), { headers }).formData().catch(() => null);
    const file = form?.get("media");
    if (!(file instanceof File)) return fail(44001, "empty media data");
    const type = url.searchParams.get("type") ?? "file";
    const most = { image: 10, voice: 2, video: 10, file: 20 }[type];
    if (!most) return fail(40005, "invalid type");
    const data = new Uint8Array(await file.arrayBuffer());
    if (data.length <= 5 || data.length > most << 20) return fail(40006, "invalid file size");
    const id = platform.id("media-");
    platform.media.set(id, {
      name: file.name,
      mime: file.type || "application/octet-stream",
      data,
      until: platform.now() + 3 * 24 * 3_600_000,
    });
    return ok({ type, media_id: id, created_at: String(Math.floor(platform.now() / 1000)) });
  }

  function download(id: string, response: ServerResponse): Answer | null {
    const media = platform.media.get(id);
    if (!media || media.until < platform.now()) return fail(40007, "invalid media_id");
    const name = encodeURIComponent(media.name);
    response.writeHead(200, {
      "content-type": media.mime,
      "content-disposition": `attachment; filename="${name}"; filename*=UTF-8''${name}`,
    });
    response.end(media.data);
    return null;
  }

  async function answer(url: URL, request: IncomingMessage, response: ServerResponse): Promise<Answer | null> {
    const raw = await read(request);
    const path = url.pathname;
    if (path === "/cgi-bin/gettoken")
      return platform.token(url.searchParams.get("corpid") ?? "", url.searchParams.get("corpsecret") ?? "");
    const multipart = path === "/cgi-bin/media/upload" || path === "/cgi-bin/webhook/upload_media";
    let body: Body = {};
    if (raw.length > 0 && !multipart) {
      try {
        body = JSON.parse(raw.toString()) as Body;
      } catch {
        return fail(47001, "data format error");
      }
    }
    if (path === "/cgi-bin/webhook/send") return app.webhook(url.searchParams.get("key") ?? "", body);
    if (path === "/cgi-bin/webhook/upload_media") return upload(url, request, raw);
    const owner = platform.owner(url.searchParams.get("access_token"));
    if (typeof owner !== "string") return owner;
    if (path === "/cgi-bin/media/upload") return upload(url, request, raw);
    if (path === "/cgi-bin/media/get") return download(url.searchParams.get("media_id") ?? "", response);
    return withToken[path]?.(owner, body) ?? fail(40066, "no such path in the stand-in");
  }

  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? "/", "http://stub");
      platform.calls.set(url.pathname, (platform.calls.get(url.pathname) ?? 0) + 1);
      const fault = platform.faults.next(url.pathname);
      if (fault?.kind === "reset") return request.socket.destroy();
      if (fault?.kind === "html") return response.writeHead(502).end("<html>Bad Gateway</html>");
      if (fault?.kind === "code") return json(response, fail(fault.code ?? -1, "injected"));
      const result = await answer(url, request, response);
      if (fault?.kind === "timeout") return;
      if (fault?.kind === "lost") return request.socket.destroy();
      if (result) json(response, result);
    })().catch(() => request.socket.destroy());
  });
  return { app, kf, server };
}

function json(response: ServerResponse, body: Answer): void {
  response.writeHead(200, { "content-type": "application/json; charset=UTF-8" }).end(JSON.stringify(body));
}
