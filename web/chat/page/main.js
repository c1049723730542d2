import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { byId, notice } from "./dom.js";
import { Messages } from "./messages.js";
import { roleOf, showPeople } from "./people.js";
import { get, post } from "./server.js";
import { Tickets } from "./tickets.js";

const PAGE = 40;
const town = await get("town").catch((error) => {
  notice(error.message, { bad: true, stays: true });
  throw error;
});
const byPerson = new Map(town.people.map((person) => [person.id, person]));
const clock = new Clock(town.zone);
clock.told(town.clock);
const composer = new Composer(town.maxFile);
const tickets = new Tickets();
const messages = new Messages({
  list: byId("messages"),
  scroll: byId("scroll"),
  newest: byId("newest"),
  moment: (at) => clock.say(at),
  quote: (item) => composer.quote(item),
  press: (item, key) => void press(item, key),
});

/** Whom the reader is, and in which chat. */
let where = null;
let live = null;
const waiting = new Map();
const key = (person, chat) => JSON.stringify([person, chat]);
const unread = {
  of: (person, chat) => waiting.get(key(person, chat)) ?? 0,
  ofPerson: (person) => person.chats.reduce((sum, chat) => sum + unread.of(person.id, chat.key), 0),
  add: (person, chat) => waiting.set(key(person, chat), unread.of(person, chat) + 1),
  clear: (person, chat) => waiting.delete(key(person, chat)),
};

function drawPeople() {
  showPeople(byId("people"), {
    people: town.people,
    chosen: where?.as,
    chat: where?.chat,
    unread,
    choosePerson,
    chooseChat: (chat) => openChat(where.as, chat),
  });
  const all = [...waiting.values()].reduce((sum, count) => sum + count, 0);
  document.title = all ? `（${all}）${town.bot}` : town.bot;
}

function choosePerson(id) {
  const person = byPerson.get(id);
  const first = person.chats.find((chat) => unread.of(id, chat.key)) ?? person.chats[0];
  if (where?.as !== id) void openChat(id, first.key, { stay: true });
}

/** @param stay on a narrow screen the list stays in view, so that the chat can be chosen */
async function openChat(as, chat, { stay = false } = {}) {
  const person = byPerson.get(as);
  const one = person?.chats.find((c) => c.key === chat);
  if (!one) return;
  const another = where?.as !== as;
  where = { as, chat };
  history.replaceState(null, "", `#${new URLSearchParams(where)}`);
  unread.clear(as, chat);
  drawPeople();
  byId("app").dataset.shown = stay ? "list" : "chat";
  byId("chat-name").textContent = one.kind === "group" ? `${one.name}（${one.members}）` : one.name;
  byId("chat-as").textContent = `我是${person.name} · ${[roleOf(person.role), person.of].filter(Boolean).join(" · ")}`;
  byId("empty").hidden = true;
  messages.open(where, { byId: byPerson, bot: town.bot });
  composer.open(where, town.bot);
  if (another) {
    listen(as);
    tickets.of(as);
  }
  await catchUp();
  messages.toEnd();
}

/** Fetches what was said last in the open chat. */
async function catchUp() {
  const here = where;
  try {
    const { items, more } = await get("history", { ...here, limit: PAGE });
    if (here !== where) return;
    const first = !messages.oldest;
    messages.append(items);
    if (first) byId("older").hidden = !more;
  } catch (error) {
    notice(error.message, { bad: true });
  }
}

byId("older").addEventListener("click", async () => {
  const here = where;
  try {
    const { items, more } = await get("history", { ...here, before: messages.oldest, limit: PAGE });
    if (here !== where) return;
    messages.prepend(items);
    byId("older").hidden = !more;
  } catch (error) {
    notice(error.message, { bad: true });
  }
});

function listen(as) {
  live?.close();
  const stream = new EventSource(`/chat/live?${new URLSearchParams({ as })}`);
  live = stream;
  let broken = false;
  const on = (name, act) => stream.addEventListener(name, (event) => stream === live && act(JSON.parse(event.data)));
  stream.addEventListener("open", () => {
    if (broken) notice("又连上了。");
    broken = false;
    // What came while nobody listened.
    if (stream === live) void catchUp();
  });
  stream.addEventListener("error", () => {
    if (stream === live && !broken) notice("和小助手的连接断了，正在重连……", { bad: true, stays: true });
    broken = true;
  });
  on("item", ({ chat, item }) => {
    tickets.changed();
    if (chat === where.chat) {
      messages.append([item]);
      if (!item.from) composer.listening(false);
    }
    if (chat !== where.chat && item.from?.id !== as) {
      unread.add(as, chat);
      drawPeople();
    }
  });
  on("pressed", ({ chat, id, chosen }) => chat === where.chat && messages.pressed(id, chosen));
  on("knock", ({ person }) => {
    unread.add(person, "private");
    drawPeople();
  });
  on("clock", (told) => clock.told(told));
}

async function press(item, chosen) {
  try {
    const pressed = await post("press", { ...where, id: item.id, key: chosen });
    messages.pressed(item.id, pressed.chosen);
  } catch (error) {
    notice(error.message, { bad: true });
  }
}

byId("hurry").addEventListener("click", () => void clock.move("1分钟后"));
byId("back").addEventListener("click", () => {
  byId("app").dataset.shown = "list";
});

drawPeople();
const wide = matchMedia("(min-width: 1001px)");
tickets.open(wide.matches);
wide.addEventListener("change", () => tickets.open(wide.matches));
const start = new URLSearchParams(location.hash.slice(1));
if (byPerson.has(start.get("as"))) void openChat(start.get("as"), start.get("chat") ?? "private");
