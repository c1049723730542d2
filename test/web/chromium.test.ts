import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../bot/server.ts";
import { noBrowser, openBrowser } from "../support/browser.ts";
import { useDatabase } from "../support/database.ts";
import { GROUP, openTestPage, PNG, type TestPage } from "../support/page.ts";

describe.skipIf(noBrowser)("the chat page in Chromium", { timeout: 60_000 }, () => {
  const database = useDatabase();
  let bot: TestPage;
  let server: RunningServer;
  let browser: Browser;
  /** What a page's own console complains of, and what it asks for elsewhere. */
  let complaints: string[] = [];

  beforeAll(async () => {
    bot = await openTestPage(database);
    server = await startServer(bot.app, { host: "127.0.0.1", port: 0 });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await bot?.close();
  });
  beforeEach(async () => {
    complaints = [];
    await bot.begin();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect(complaints).toEqual([]);
    expect(bot.faults()).toEqual([]);
  });

  /** A page of its own for somebody, in one of their chats. */
  async function pageOf(person: string, chat = "private", viewport = { width: 1280, height: 800 }): Promise<Page> {
    const page = await browser.newPage({ viewport });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
    page.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(server.url)) complaints.push(request.url());
    });
    await page.goto(server.url);
    await page.click(`[data-person="${person}"]`);
    await page.click(`[data-chat="${chat}"]`);
    return page;
  }

  async function write(page: Page, text: string): Promise<void> {
    await page.fill("#text", text);
    await page.press("#text", "Enter");
    await expect.poll(() => page.inputValue("#text")).toBe("");
  }

  const shown = (page: Page) => page.locator("#messages").textContent();
  const sees = (page: Page, text: string | RegExp) =>
    page.locator("#messages").getByText(text).first().waitFor({ timeout: 20_000 });

  test("what is written in the group, and the receipt, arrive live at another's page", async () => {
    const shen = await pageOf("沈燕", GROUP);
    const zheng = await pageOf("老郑", GROUP);
    await shen.click("#mention");
    expect(await shen.inputValue("#text")).toBe("@小助手 ");
    await write(shen, "@小助手 我们厂3号楼老是跳闸，机器都不敢开。");
    await sees(zheng, "我们厂3号楼老是跳闸");
    await bot.pass(2);
    await sees(zheng, /已登记/);
    await sees(shen, /已登记/);
  });

  test("a card's button acts, and other chats count what is unread", async () => {
    const luo = await pageOf("罗工", GROUP);
    const shen = await pageOf("沈燕");
    await write(shen, "我们厂3号楼老是跳闸，机器都不敢开。");
    await bot.pass(2);
    await luo.locator('[data-chat="private"] .badge').getByText("1").waitFor();
    await luo.click('[data-chat="private"]');
    await luo.getByRole("button", { name: "接收", exact: true }).click();
    await luo.getByRole("button", { name: "已选：接收" }).waitFor();
    expect(await luo.getByRole("button", { name: "不属本单位" }).isDisabled()).toBe(true);
    await bot.pass(2);
    expect((await database.db.ticket.findFirst())!.status).toBe("办理中");
    await luo.locator("#tickets").getByText("办理中").waitFor();
  });

  test("a picture is sent and shown, and refused files are named", async () => {
    const shen = await pageOf("沈燕", GROUP);
    const zheng = await pageOf("老郑", GROUP);
    await shen.setInputFiles("#file", { name: "配电箱.png", mimeType: "image/png", buffer: PNG });
    const picture = zheng.getByRole("img", { name: "配电箱.png" });
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((img: { naturalWidth: number }) => img.naturalWidth)).toBe(1);
    await shen.setInputFiles("#file", { name: "a.exe", mimeType: "", buffer: Buffer.from("MZ") });
    await shen.locator("#notice").getByText("这种文件不收").waitFor();
    complaints = complaints.filter((line) => !line.includes("400"));
  });

  test("a message is quoted", async () => {
    const shen = await pageOf("沈燕", GROUP);
    const zheng = await pageOf("老郑", GROUP);
    await write(zheng, "门口的路灯坏了三天");
    await sees(shen, "门口的路灯坏了三天");
    await shen.locator(".message").first().hover();
    await shen.getByRole("button", { name: "引用" }).click();
    await write(shen, "我们这边也是");
    await zheng.locator(".quote").getByText("郑大海：门口的路灯坏了三天").waitFor();
  });

  test("the clock is moved, a reminder comes, and it does not go back", async () => {
    const shen = await pageOf("沈燕");
    await write(shen, "我们厂3号楼老是跳闸，机器都不敢开。");
    const luo = await pageOf("罗工");
    await luo.fill("#moment", "9月28日9点10分");
    await luo.press("#moment", "Enter");
    await sees(luo, /到期提醒/);
    await luo.locator("#now").getByText("9月28日 周一 09:1").waitFor();
    await luo.fill("#moment", "9月20日9点");
    await luo.press("#moment", "Enter");
    await luo.locator("#notice").getByText("不能倒回去").waitFor();
    complaints = complaints.filter((line) => !line.includes("400"));
  });

  test("a reload keeps who one is, the chat and its history", async () => {
    const shen = await pageOf("沈燕", GROUP);
    for (let i = 0; i < 45; i++)
      await database.db.message.create({
        data: {
          channel: "local",
          platformId: `old-${i}`,
          chatId: GROUP.slice("group:".length),
          personId: "老郑",
          type: "text",
          text: `旧话${i}号`,
          sentAt: new Date(bot.clock.now().getTime() - 60_000 + i),
          receivedAt: new Date(bot.clock.now().getTime() - 60_000 + i),
          state: "dropped",
        },
      });
    await write(shen, "今天门口堵车");
    await shen.reload();
    await sees(shen, "今天门口堵车");
    expect(await shen.locator("#chat-as").textContent()).toContain("沈燕");
    expect(await shown(shen)).not.toContain("旧话0号");
    await shen.click("#older");
    await sees(shen, "旧话0号");
  });

  test("markup and scripts show as they were typed", async () => {
    const shen = await pageOf("沈燕", GROUP);
    const attack = `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script>`;
    await write(shen, attack);
    await sees(shen, attack);
    await shen.reload();
    await sees(shen, attack);
    expect(await shen.title()).not.toContain("broken");
    expect(await shen.locator("#messages img, #messages script").count()).toBe(0);
  });

  test("a megabyte and ten thousand emoji do not hold it up", async () => {
    const shen = await pageOf("沈燕", GROUP);
    for (const text of ["长".repeat(1 << 20), "🔥".repeat(10_000)]) {
      const began = performance.now();
      await shen.locator("#text").evaluate((field: { value: string }, value) => {
        field.value = value;
      }, text);
      await shen.press("#text", "Enter");
      await sees(shen, `全文共${[...text].length}字`);
      expect(performance.now() - began).toBeLessThan(15_000);
    }
  });

  test("works on a phone: one thing at a time, nothing wider than the screen", async () => {
    const page = await pageOf("沈燕", GROUP, { width: 375, height: 700 });
    await write(page, "https://example.invalid/".concat("长地址".repeat(60)));
    await sees(page, "example.invalid");
    expect(await page.locator("#people").isVisible()).toBe(false);
    const wide = () => page.evaluate("document.documentElement.scrollWidth");
    expect(await wide()).toBeLessThanOrEqual(375);
    await page.click("#back");
    expect(await page.locator("#chat").isVisible()).toBe(false);
    expect(await wide()).toBeLessThanOrEqual(375);
  });

  test("everything that can be used has a name, and the keyboard reaches it", async () => {
    const page = await pageOf("沈燕", GROUP);
    const nameless = await page.locator("button, input, textarea, a, [role]").evaluateAll((all) =>
      (
        all as unknown as {
          ariaLabel: string | null;
          textContent: string;
          id: string;
          labels?: unknown[];
          outerHTML: string;
        }[]
      )
        .filter((one) => !one.ariaLabel && !one.textContent.trim() && !one.labels?.length)
        .map((one) => one.outerHTML.slice(0, 80)),
    );
    expect(nameless.filter((html) => !/id="(notice|messages|quoting)"/.test(html))).toEqual([]);
    await page.focus('[data-chat="private"]');
    await page.keyboard.press("Enter");
    expect(await page.locator("#chat-name").textContent()).toBe("小助手");
  });
});
