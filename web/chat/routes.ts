import { readFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { streamSSE } from "hono/streaming";
import { clockOf, dayOf } from "../../domain/time.ts";
import * as say from "../../text/saying/chat-page.ts";
import { sayInstant } from "../../text/saying/dates.ts";
import { keptFile, sendFile } from "./downloads.ts";
import { guard } from "./guard.ts";
import { type Found, findItem, historyOf, pressId } from "./history.ts";
import * as input from "./input.ts";
import { bodyOf, chatAt, parsed, personAt, Refused } from "./input.ts";
import { cardOf, filesOf, itemOfMessage, mediaOf, textOf } from "./items.ts";
import { Live, type LiveEvent } from "./live.ts";
import { momentMeant } from "./moment.ts";
import type { ChatPageParts, Typed } from "./parts.ts";
import { peopleOf } from "./people.ts";

const PAGE = join(import.meta.dirname, "page");
/** The page's own files, and nothing else of the disk. */
const STATIC: Record<string, string> = {
  "style.css": "text/css; charset=utf-8",
  "main.js": "text/javascript; charset=utf-8",
  "server.js": "text/javascript; charset=utf-8",
  "people.js": "text/javascript; charset=utf-8",
  "messages.js": "text/javascript; charset=utf-8",
  "composer.js": "text/javascript; charset=utf-8",
  "clock.js": "text/javascript; charset=utf-8",
  "tickets.js": "text/javascript; charset=utf-8",
  "dom.js": "text/javascript; charset=utf-8",
};

/** A stream that nothing passes through is given up by whatever lies between. */
const HEARTBEAT = 15_000;
/** How often pages are told where a moving clock stands. */
const CLOCK_SHOWN = 300;
const FURTHEST_YEARS = 2;
const YEAR = 366 * 86_400_000;

/** The local chat page: choose who you are, write, press, quote, send files, move the clock. */
export function chatPage(parts: ChatPageParts): Hono {
  const app = new Hono();
  const live = new Live(parts);
  let travelling: Date | undefined;

  // Not on "*": what else this server answers, platforms' callbacks among it, comes from elsewhere by right.
  for (const path of ["/", "/chat/*"]) app.use(path, guard(parts.open));
  app.onError((error, context) => {
    if (error instanceof Refused) return context.json({ error: error.message }, 400);
    parts.onError(error, `chat page, ${context.req.method} ${context.req.path}`);
    return context.json({ error: say.unreadable }, 500);
  });

  app.get("/", async (context) =>
    context.html(await readFile(join(PAGE, "index.html"), "utf8"), 200, { "Cache-Control": "no-cache" }),
  );

  app.get("/chat/town", async (context) => {
    const { town } = await parts.town();
    return context.json({
      bot: town.botName,
      zone: town.zone,
      people: peopleOf(town),
      clock: { now: parts.now().toISOString(), ...(travelling ? { target: travelling.toISOString() } : {}) },
      maxFile: parts.maxFile,
    });
  });

  app.get("/chat/history", async (context) => {
    const asked = parsed(input.HISTORY, context.req.query());
    const { town } = await parts.town();
    const person = personAt(town, asked.as);
    const chat = chatAt(town, person, asked.chat);
    const look = parts.look();
    const before = asked.before ? await findItem(look, town, chat, asked.before) : null;
    if (asked.before && !before) throw new Refused(say.noSuchMessage);
    return context.json(
      await historyOf(look, town, chat, { reader: person.id, channel: parts.channel, before, limit: asked.limit }),
    );
  });

  /** One message of a chat that the asker is in. */
  async function foundItem(asked: { as: string; chat: string; id: string }) {
    const { town } = await parts.town();
    const person = personAt(town, asked.as);
    const chat = chatAt(town, person, asked.chat);
    const found = await findItem(parts.look(), town, chat, asked.id);
    if (!found) throw new Refused(say.noSuchMessage);
    return { town, person, chat, found };
  }

  app.get("/chat/text", async (context) => {
    const { town, found } = await foundItem(parsed(input.ONE_ITEM, context.req.query()));
    return context.text(found.kind === "message" ? found.row.text : textOf(found.row, town));
  });

  app.get("/chat/file", async (context) => {
    const asked = parsed(input.ONE_ITEM, context.req.query());
    const { found } = await foundItem(asked);
    const file = fileOf(found, asked.index);
    const content = file && (await keptFile(file.folder, file.path));
    if (!content) throw new Refused(say.noSuchFile);
    return sendFile(context, content, file.name, file.mime);
  });

  function fileOf(found: Found, index: number) {
    if (found.kind === "outbox") {
      const file = filesOf(found.row)[index];
      return (
        file && {
          name: file.name,
          path: file.path,
          mime: "",
          folder: isAbsolute(file.path) ? parts.filesFolder : parts.mediaFolder,
        }
      );
    }
    const media = mediaOf(found.row)[index];
    return media?.path
      ? { name: media.name, path: media.path, mime: media.mime, folder: parts.mediaFolder }
      : undefined;
  }

  app.get("/chat/live", async (context) => {
    const { as } = parsed(input.AS, context.req.query());
    personAt((await parts.town()).town, as);
    return streamSSE(context, async (stream) => {
      const waiting: LiveEvent[] = [];
      let wake = () => {};
      const leave = live.join(as, (event) => {
        waiting.push(event);
        wake();
      });
      stream.onAbort(() => {
        leave();
        wake();
      });
      waiting.push({ event: "clock", data: { now: parts.now().toISOString() } });
      while (!stream.aborted && !stream.closed) {
        for (const { event, data } of waiting.splice(0)) await stream.writeSSE({ event, data: JSON.stringify(data) });
        if (waiting.length > 0 || stream.aborted) continue;
        let timer: NodeJS.Timeout | undefined;
        const beat = await new Promise<boolean>((resolve) => {
          wake = () => resolve(false);
          timer = setTimeout(() => resolve(true), HEARTBEAT);
        });
        clearTimeout(timer);
        if (beat) await stream.writeSSE({ event: "clock", data: JSON.stringify({ now: parts.now().toISOString() }) });
      }
      leave();
    });
  });

  /** Stores it, and shows it at the pages of all who are in the chat. */
  async function take(message: Typed): Promise<void> {
    await parts.receive(message);
    const { town } = await parts.town();
    const [row] = await parts.look().history.messagesByPlatformId(parts.channel, [message.platformId]);
    if (row) live.arrived(town, message.chat, itemOfMessage(row, town));
  }

  const limited = bodyLimit({
    maxSize: parts.maxFile + (5 << 20),
    onError: (context) => context.json({ error: say.fileOverLimit("这个文件", parts.maxFile >> 20) }, 400),
  });

  app.post("/chat/messages", limited, async (context) => {
    const body = await context.req.parseBody().catch(() => {
      throw new Refused(say.unreadable);
    });
    const asked = parsed(input.MESSAGE, body);
    const { town } = await parts.town();
    const person = personAt(town, asked.as);
    const chat = chatAt(town, person, asked.chat);
    if (asked.text.trim() === "" && !asked.file) throw new Refused(say.nothingToSend);
    const quoted = asked.quote ? await findItem(parts.look(), town, chat, asked.quote) : null;
    if (asked.quote && !quoted) throw new Refused(say.noSuchMessage);
    const media = asked.file ? [await mediaFrom(asked.file)] : [];
    await take({
      platformId: asked.id,
      chat: { kind: chat.kind, id: chat.id },
      from: person.id,
      type: media[0] ? (media[0].mime.startsWith("image/") ? "image" : "file") : "text",
      text: asked.text,
      mention: asked.text.includes(`@${town.botName}`),
      ...(quoted && asked.quote ? { quote: { ...quoteOf(quoted), platformId: asked.quote } } : {}),
      media,
    });
    return context.json({ ok: true });
  });

  const quoteOf = (found: Found) =>
    found.kind === "message"
      ? { from: found.row.personId, text: found.row.text || (mediaOf(found.row)[0]?.name ?? "") }
      : { from: "", text: found.row.text };

  async function mediaFrom(file: File) {
    const data = new Uint8Array(await file.arrayBuffer());
    const why = parts.refusal({ name: file.name, data });
    if (why === "empty") throw new Refused(say.fileEmpty(file.name));
    if (why === "size") throw new Refused(say.fileOverLimit(file.name, parts.maxFile >> 20));
    if (why === "type") throw new Refused(say.fileTypeRefused(file.name));
    return { name: file.name, mime: file.type, bytes: data.length, data };
  }

  app.post("/chat/press", async (context) => {
    const asked = parsed(input.PRESS, await bodyOf(context));
    const { person, chat, found } = await foundItem(asked);
    const button = found.kind === "outbox" && cardOf(found.row)?.buttons.find((b) => b.key === asked.key);
    if (!button) throw new Refused(say.noSuchButton);
    const platformId = pressId(asked.id, person.id);
    const [before] = await parts.look().history.messagesByPlatformId(parts.channel, [platformId]);
    if (!before)
      await take({
        platformId,
        chat: { kind: chat.kind, id: chat.id },
        from: person.id,
        type: "button",
        text: "",
        mention: true,
        media: [],
        button: { key: asked.key, taskId: asked.id },
      });
    const chosen = before?.text ?? asked.key;
    live.pressed(person.id, chat.key, asked.id, chosen);
    return context.json({ ok: true, chosen });
  });

  app.get("/chat/tickets", async (context) => {
    const { as } = parsed(input.AS, context.req.query());
    const { town } = await parts.town();
    const tickets = await parts.ticketsOf(personAt(town, as));
    return context.json({
      tickets: tickets.map(({ no, title, status, lead, replyBy }) => ({
        no,
        title,
        status,
        lead: town.departments.find((d) => d.id === lead)?.name ?? lead,
        replyBy,
        overdue: replyBy !== null && replyBy < dayOf(parts.now(), town.zone),
      })),
    });
  });

  app.post("/chat/clock", async (context) => {
    const { to } = parsed(input.CLOCK, await bodyOf(context));
    const { town, calendar } = await parts.town();
    const now = parts.now();
    const target = momentMeant(to, { now, zone: town.zone, calendar });
    if (!target) throw new Refused(say.momentUnclear);
    if (target <= now) throw new Refused(say.momentPast(sayInstant(now, town.zone)));
    if (target.getTime() - now.getTime() > FURTHEST_YEARS * YEAR) throw new Refused(say.momentFar(FURTHEST_YEARS));
    if (travelling) throw new Refused(say.clockMoves);
    travelling = target;
    void travel(target);
    return context.json({
      target: target.toISOString(),
      said: `${sayInstant(target, town.zone)}`,
      day: dayOf(target, town.zone),
      time: clockOf(target, town.zone),
    });
  });

  async function travel(target: Date): Promise<void> {
    const shown = setInterval(() => live.clock(parts.now(), target), CLOCK_SHOWN);
    try {
      await parts.travel(target);
    } catch (error) {
      parts.onError(error, "chat page, moving the clock");
    } finally {
      clearInterval(shown);
      travelling = undefined;
      live.clock(parts.now());
    }
  }

  app.get("/chat/:file", async (context, next) => {
    const name = context.req.param("file");
    const type = Object.hasOwn(STATIC, name) ? STATIC[name]! : null;
    if (!type) return next();
    return context.body(await readFile(join(PAGE, name), "utf8"), 200, {
      "Content-Type": type,
      "Cache-Control": "no-cache",
    });
  });

  app.all("/chat/*", (context) => context.json({ error: say.noSuchPage }, 404));
  return app;
}
