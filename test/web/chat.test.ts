import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Item } from "../../web/chat/items.ts";
import { useDatabase } from "../support/database.ts";
import { GROUP, openTestPage, PNG, type TestPage } from "../support/page.ts";

const database = useDatabase();
const HOME = "http://127.0.0.1:3000";

let page: TestPage;
beforeAll(async () => {
  page = await openTestPage(database);
});
afterAll(() => page.close());
afterEach(() => expect(page.faults()).toEqual([]));
const begin = () => page.begin();

const ask = (path: string, query: Record<string, string> = {}) =>
  page.app.request(`${HOME}${path}?${new URLSearchParams(query)}`);

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  page.app.request(`${HOME}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

async function say(as: string, text: string, { chat = "private", ...more }: Record<string, string | Blob> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ as, text, chat, id: crypto.randomUUID(), ...more }))
    form.append(name, value);
  return page.app.request(`${HOME}/chat/messages`, { method: "POST", body: form });
}

async function history(as: string, chat = "private", more: Record<string, string> = {}): Promise<Item[]> {
  const answer = await ask("/chat/history", { as, chat, ...more });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return ((await answer.json()) as { items: Item[] }).items;
}

const stored = () => database.db.message.count();

describe("the chat page's server", () => {
  beforeEach(begin);

  test("knows the town's people with their chats", async () => {
    const town = (await (await ask("/chat/town")).json()) as { people: { id: string; chats: { key: string }[] }[] };
    const chats = (id: string) => town.people.find((p) => p.id === id)!.chats.map((c) => c.key);
    expect(chats("沈燕")).toEqual(["private", GROUP]);
    expect(chats("汤局")).toEqual(["private", "group:承办工作群"]);
  });

  test("shows a chat to its members, people's words and the bot's in order", async () => {
    await say("沈燕", "@小助手 我们厂3号楼老是跳闸，一天三四回", { chat: GROUP });
    await page.pass(3);
    const items = await history("老郑", GROUP);
    expect(items.map((i) => i.from?.name ?? "bot")).toEqual(["沈燕", "bot"]);
    expect(items[1]!.text).toMatch(/已登记.*QQ-20260914-001/s);
    expect((await history("罗工")).at(-1)!.text).toContain("【交办】");
    expect(await history("小方")).toEqual([]);
  });

  test("pages back through a long chat without a gap", async () => {
    for (let i = 0; i < 7; i++) await say("沈燕", `第${i}句闲话`, { chat: GROUP });
    const newest = await history("沈燕", GROUP, { limit: "3" });
    const before = await history("沈燕", GROUP, { limit: "3", before: newest[0]!.id });
    const first = await history("沈燕", GROUP, { limit: "3", before: before[0]!.id });
    expect([...first, ...before, ...newest].map((i) => i.text)).toEqual(
      Array.from({ length: 7 }, (_, i) => `第${i}句闲话`),
    );
  });

  test("the same message sent twice is one", async () => {
    const id = crypto.randomUUID();
    await say("沈燕", "在吗", { id });
    expect((await say("沈燕", "在吗", { id })).status).toBe(200);
    expect(await stored()).toBe(1);
  });

  test("keeps a picture, shows it, and saves anything else only", async () => {
    const file = new File([PNG], "配电箱<b>.png", { type: "image/png" });
    expect((await say("沈燕", "", { chat: GROUP, file })).status).toBe(200);
    await say("沈燕", "", { chat: GROUP, file: new File(["a,b"], "../../表.csv", { type: "text/html" }) });
    const [picture, table] = await history("老郑", GROUP);
    expect(picture!.files).toEqual([{ name: "配电箱_b_.png", bytes: PNG.length, image: true, kept: true }]);
    const shown = await ask("/chat/file", { as: "老郑", chat: GROUP, id: picture!.id });
    expect(shown.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG);
    const saved = await ask("/chat/file", { as: "老郑", chat: GROUP, id: table!.id });
    expect(saved.headers.get("content-type")).toBe("application/octet-stream");
    expect(saved.headers.get("content-disposition")).toMatch(/^attachment/);
    expect((await ask("/chat/file", { as: "汤局", chat: GROUP, id: picture!.id })).status).toBe(400);
  });

  test("quotes what was said", async () => {
    await say("老郑", "门口的路灯坏了三天", { chat: GROUP });
    const [lamp] = await history("老郑", GROUP);
    await say("沈燕", "我们这边也是", { chat: GROUP, quote: lamp!.id });
    expect((await history("老郑", GROUP))[1]!.quote).toEqual({ name: "郑大海", text: "门口的路灯坏了三天" });
  });

  test("a card's button says what stands on it, once, and stays pressed", async () => {
    await say("沈燕", "我们厂3号楼老是跳闸，机器都不敢开。");
    await page.pass(3);
    const notice = (await history("罗工")).at(-1)!;
    expect(notice.card!.buttons.map((b) => b.text)).toEqual(["接收", "不属本单位"]);
    const [accept, refuse] = notice.card!.buttons.map((b) => b.key);
    const press = (key: string) => post("/chat/press", { as: "罗工", chat: "private", id: notice.id, key });
    expect(await (await press(accept!)).json()).toEqual({ ok: true, chosen: accept });
    expect(await (await press(refuse!)).json()).toEqual({ ok: true, chosen: accept });
    await page.pass(1);
    expect((await database.db.ticket.findFirst())!.status).toBe("办理中");
    const items = await history("罗工");
    expect(items.find((i) => i.id === notice.id)!.card!.chosen).toBe(accept);
    expect(items.filter((i) => i.type === "button")).toHaveLength(1);
    expect((await post("/chat/press", { as: "罗工", chat: "private", id: notice.id, key: "别的" })).status).toBe(400);
    expect((await post("/chat/press", { as: "小方", chat: "private", id: notice.id, key: accept })).status).toBe(400);
  });

  test("shows how a person's matters stand", async () => {
    await say("沈燕", "我们厂3号楼老是跳闸，机器都不敢开。");
    await page.pass(3);
    const matters = async (as: string) =>
      ((await (await ask("/chat/tickets", { as })).json()) as { tickets: unknown[] }).tickets;
    expect(await matters("沈燕")).toMatchObject([{ status: "已交办", lead: "云溪供电局", overdue: false }]);
    expect(await matters("小方")).toEqual([]);
  });

  test("takes a megabyte, control characters and ten thousand emoji, and shows the beginning", async () => {
    for (const text of ["长".repeat(1 << 20), "\u0000\u0007\u200b跳闸\ufffe", "🔥".repeat(10_000)])
      expect((await say("沈燕", text)).status).toBe(200);
    const items = await history("沈燕");
    expect(items[0]).toMatchObject({ whole: 1 << 20, text: "长".repeat(3000) });
    expect(items[2]!.text.isWellFormed()).toBe(true);
    expect((await (await ask("/chat/text", { as: "沈燕", chat: "private", id: items[0]!.id })).text()).length).toBe(
      1 << 20,
    );
  });
});

describe("what the page refuses", () => {
  beforeAll(begin);

  test("answers a foreign host or origin with 403", async () => {
    const before = page.clock.now();
    expect((await page.app.request("http://evil.example/chat/town")).status).toBe(403);
    expect((await page.app.request(`${HOME}/chat/town`, { headers: { Host: "evil.example:3000" } })).status).toBe(403);
    expect((await page.app.request("http://localhost:3000/chat/town")).status).toBe(200);
    expect((await page.app.request("http://[::1]:3000/chat/town")).status).toBe(200);
    const from = (origin: string) => post("/chat/clock", { to: "明天9点" }, { Origin: origin, Host: "127.0.0.1:3000" });
    expect((await from("http://evil.example")).status).toBe(403);
    expect((await from("null")).status).toBe(403);
    expect((await from("http://127.0.0.1:4000")).status).toBe(403);
    expect(page.clock.now().getTime() - before.getTime()).toBeLessThan(60_000);
  });

  test.each<[string, () => Response | Promise<Response>, RegExp]>([
    ["nobody", () => say("王五", "在吗"), /没有“王五”这个人/],
    ["a group that they are not in", () => say("汤局", "在吗", { chat: GROUP }), /不在这个群里/],
    ["nothing", () => say("沈燕", "  \n"), /请写点内容/],
    ["no id", () => say("沈燕", "在吗", { id: "1" }), /“id”/],
    ["several faults", () => say("", "在吗", { chat: "x", id: "1" }), /“as”.*“chat”.*“id”/],
    ["a program", () => say("沈燕", "", { file: new File(["MZ..."], "a.pdf") }), /这种文件不收/],
    ["a web page", () => say("沈燕", "", { file: new File(["<script>"], "a.html") }), /这种文件不收/],
    ["an empty file", () => say("沈燕", "", { file: new File([], "a.pdf") }), /空文件/],
    ["too large a file", () => say("沈燕", "", { file: new File([Buffer.alloc(26 << 20)], "a.pdf") }), /超过20MB/],
    ["too long a text", () => say("沈燕", "长".repeat((1 << 20) + 1)), /最多1MB/],
    ["a quote from elsewhere", () => say("沈燕", "在吗", { quote: "m-999" }), /找不到这条消息/],
    ["no JSON", () => page.app.request(`${HOME}/chat/press`, { method: "POST", body: "{" }), /读不懂/],
    ["no form", () => page.app.request(`${HOME}/chat/messages`, { method: "POST", body: "x" }), /格式不对/],
    [
      "a button that is not there",
      () => post("/chat/press", { as: "沈燕", chat: GROUP, id: "outbox-1", key: "x" }),
      /找不到/,
    ],
    ["a time in the past", () => post("/chat/clock", { to: "2026-09-01 09:00" }), /不能倒回去/],
    ["a time too far", () => post("/chat/clock", { to: "2030-01-01" }), /一次最多/],
    ["no time", () => post("/chat/clock", { to: "随便" }), /看不懂这个时间/],
  ])("answers %s with 400 and what was expected, and changes nothing", async (_what, request, expected) => {
    const answer = await request();
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { error: string }).error).toMatch(expected);
    expect(await stored()).toBe(0);
  });

  test.each([
    ["/chat/../package.json"],
    ["/chat/..%2f..%2fpackage.json"],
    ["/chat/routes.ts"],
    ["/chat/__proto__"],
    ["/chat/page/main.js"],
  ])("%s is not the page's", async (path) => {
    expect((await page.app.request(`${HOME}${path}`)).status).toBe(404);
  });

  test.each([["/"], ["/chat/main.js"], ["/chat/style.css"]])("%s names nothing outside", async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await answer.text()).not.toMatch(/https?:\/\//);
  });
});
