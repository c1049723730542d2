import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Channel, Outbound } from "../../bot/channels/channel.ts";
import { utf8Length } from "../../bot/channels/split.ts";
import { type Clock, type FakeInbox, key, until } from "./helpers.ts";

/** One channel with its platform, as the contract needs it. */
export interface Subject {
  channel: Channel;
  inbox: FakeInbox;
  time: Clock;
  /** Somebody says something on the platform. True when the channel acknowledged it. Absent: a send-only channel. */
  hear?: (what: { id: string; text: string }) => Promise<boolean>;
  /** Whether the platform sends again what was not acknowledged. */
  acknowledges?: boolean;
  /** A receiver that can be reached once `hear` has been used. */
  to: Outbound["to"];
  /** Texts that reached `to`, oldest first; cards by their text or title. */
  got(): string[];
  /** Names of files that reached `to`. */
  files?(): string[];
  /** UTF-8 bytes that may be said at once; 40,000 when absent. */
  room?: number;
  /** The next sending has its effect but its answer is lost. */
  loseAnswer?(): void;
  close(): Promise<void>;
}

/** What every channel promises, whatever lies behind it. */
export function channelContract(name: string, open: () => Promise<Subject>): void {
  describe(`${name} keeps the contract`, () => {
    let subject: Subject;
    beforeEach(async () => {
      subject = await open();
    });
    afterEach(async () => {
      await subject.close();
    });

    const start = async () => {
      await subject.channel.start(subject.inbox.deliver, subject.inbox.notify);
      await subject.hear?.({ id: "opening", text: "你好" });
    };
    const message = (text: string, more: Partial<Outbound> = {}): Outbound => ({
      to: subject.to,
      text,
      priority: 1,
      idempotencyKey: key(),
      ...more,
    });
    const send = (m: Outbound) => subject.channel.send(m);
    const seen = () => subject.got().join("");

    test("tells its health from the start to the end, and stops twice without harm", async () => {
      expect(subject.channel.health().state).toBe("off");
      await start();
      expect(subject.channel.health()).toMatchObject({ state: "up" });
      expect(subject.channel.health().detail).not.toBe("");
      await subject.channel.stop();
      await subject.channel.stop();
      expect(subject.channel.health().state).toBe("off");
    });

    test("hands over what was said, once", async () => {
      await start();
      if (!subject.hear) return expect(subject.inbox.messages).toEqual([]);
      await subject.hear({ id: "m-1", text: "园区路灯坏了" });
      await subject.hear({ id: "m-1", text: "园区路灯坏了" });
      await subject.hear({ id: "m-2", text: "请问补贴怎么申请" });
      const said = subject.inbox.messages.filter((m) => m.text !== "你好");
      expect(said.map((m) => m.text)).toEqual(["园区路灯坏了", "请问补贴怎么申请"]);
      for (const one of said) {
        expect(one).toMatchObject({ channel: subject.channel.name, type: "text", media: [] });
        expect(one.platformId).not.toBe("");
        expect(one.from).not.toBe("");
        expect(one.chat.id).not.toBe("");
        expect(Number.isNaN(one.sentAt.getTime())).toBe(false);
      }
    });

    test("acknowledges only what is stored", async () => {
      await start();
      if (!subject.hear || !subject.acknowledges) return;
      subject.inbox.broken = true;
      expect(await subject.hear({ id: "m-3", text: "停水了" })).toBe(false);
      subject.inbox.broken = false;
      expect(await subject.hear({ id: "m-3", text: "停水了" })).toBe(true);
      expect(subject.inbox.messages.filter((m) => m.text === "停水了")).toHaveLength(1);
    });

    test("sends a text, and the same one only once", async () => {
      await start();
      const once = message("已收到，编号GD20261120-0001。");
      expect(await send(once)).toMatchObject({ ok: true });
      expect(await send(once)).toMatchObject({ ok: true });
      expect(subject.got().filter((t) => t.includes("GD20261120-0001"))).toHaveLength(1);
    });

    test("goes on after a lost answer without saying anything twice", async () => {
      await start();
      if (!subject.loseAnswer) return;
      const long = message(`${"一".repeat(600)}。${"二".repeat(600)}。`);
      subject.loseAnswer();
      const first = await send(long);
      if (!first.ok) {
        expect(first.permanent).not.toBe(true);
        subject.time.forward(10_000);
        // As the queue does: again and again until it has gone.
        await until(async () => (await send(long)).ok);
      }
      expect(seen().match(/一/g)).toHaveLength(600);
      expect(seen().match(/二/g)).toHaveLength(600);
    });

    test("sends a long text whole, in parts that the platform takes", async () => {
      await start();
      const lines = Math.floor((subject.room ?? 40_000) / 60);
      const text = Array.from({ length: lines }, (_, i) => `第${i}项：请于2026年11月30日17:30前答复。`).join("\n");
      expect(await send(message(text))).toMatchObject({ ok: true });
      for (const part of subject.got())
        expect(utf8Length(part)).toBeLessThanOrEqual(subject.channel.capabilities.textBytes);
      expect(seen().replaceAll("\n", "")).toContain(text.replaceAll("\n", ""));
    });

    test("shows a card or writes it out", async () => {
      await start();
      const card = {
        title: "新工单待受理",
        fields: [{ name: "编号", value: "GD20261120-0002" }],
        buttons: [
          { key: "accept:2", text: "受理", primary: true },
          { key: "dispute:2", text: "不属于我部门" },
        ],
      };
      expect(await send(message("请受理。", { card }))).toMatchObject({ ok: true });
      expect(seen()).toContain("请受理。");
      if (subject.channel.capabilities.cards !== "buttons") {
        for (const word of ["新工单待受理", "GD20261120-0002", "受理", "不属于我部门"]) expect(seen()).toContain(word);
      }
    });

    test("sends a file or says that it cannot", async () => {
      await start();
      const files = [{ name: "月报.txt", bytes: Buffer.from("本月受理十二件。") }];
      const result = await send(message("附上月报。", { files }));
      expect(result).toEqual({ ...result, ok: true });
      expect(seen()).toContain("附上月报。");
      if (subject.channel.capabilities.files) expect(subject.files?.()).toEqual(["月报.txt"]);
      else expect(seen()).toContain("月报.txt");
    });

    test("refuses a receiver that it cannot have", async () => {
      await start();
      const kind = (["group", "person"] as const).find((k) => !subject.channel.capabilities.sendsTo.includes(k));
      if (!kind) return;
      expect(await send(message("在吗", { to: { kind, id: "x" } }))).toMatchObject({ ok: false, permanent: true });
    });

    test("keeps to its rates and says when there is room again", async () => {
      await start();
      const { rates } = subject.channel.capabilities;
      const tightest = [...rates].sort((a, b) => a.limit / a.windowMs - b.limit / b.windowMs || a.limit - b.limit);
      const perMinute = rates.find((r) => r.windowMs === 60_000 && r.limit <= 30) ?? tightest[0];
      if (!perMinute || perMinute.limit > 30) return;
      const before = subject.got().length;
      let refused = null;
      for (let i = 0; i < 40 && !refused; i++) {
        const result = await send(message(`通知${i}`, { priority: 0 }));
        if (!result.ok) refused = result;
      }
      expect(subject.got().length - before).toBeLessThanOrEqual(perMinute.limit);
      expect(refused?.ok).toBe(false);
      if (refused?.permanent) return; // a budget, not a rate
      expect(refused?.retryAt?.getTime()).toBeGreaterThan(subject.time.now().getTime());
      subject.time.forward(refused!.retryAt!.getTime() - subject.time.now().getTime());
      expect(await send(message("又可以了", { priority: 0 }))).toMatchObject({ ok: true });
    });

    test("takes what no chat can show", async () => {
      await start();
      expect(await send(message("坏\ud800字\u0000符\u0007"))).toMatchObject({ ok: true });
      expect(seen()).toMatch(/坏.字符/);
    });
  });
}
