import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { chanceOf } from "../../scripts/simulate/chance.ts";
import { callBack, xmlCallback } from "../../scripts/wecom-stub/callbacks.ts";
import { startStub } from "../../scripts/wecom-stub/stub.ts";
import { OwnData } from "../support/own-data.ts";
import type { RunningBot } from "../support/process.ts";

// A day at work, on the real callback and message/send of 企业微信's stand-in, while the process is killed again and
// again: alone, or its database with it. Nothing may be lost, nothing may happen twice.

const KILLS = 10;
/** The same moments in every run, as far as a busy machine keeps its own. */
const SEED = 20260928;

const REPORTS: Record<string, string[]> = {
  沈燕: [
    "我们厂3号楼老跳闸，一天三四回，请派人看看",
    "园区食堂的宿舍楼没有热水，工人意见很大",
    "厂门口的路灯坏了两盏，夜班工人骑车摔跤了",
    "想给十二个外地工人的孩子办转学，学校说名额满了",
    "环评批复拖了两个月还没有下来，设备都到了",
    "物流车的货车通行证到期了，网上一直提交不上去",
    "银行说贷款续贷要追加担保，我们拿不出来",
    "厂区消防栓水压不够，检查没过",
  ],
  老郑: [
    "车间停气三天了，燃气公司电话打不通",
    "门口的井盖丢了，已经有车掉进去了",
    "工伤认定材料交了一个月没有回音",
    "退税申请卡在系统里，显示待审核二十天了",
    "公交车末班太早，二班的工人回不了家",
    "隔壁工地半夜打桩，员工宿舍睡不了觉",
    "营业执照变更法人，窗口让跑了三趟",
    "甲方拖欠我们的货款八十万，半年了",
  ],
};

const own = OwnData.forEachTest();

test(`a working day with ${KILLS} kills: every message answered once, every matter one ticket`, async () => {
  const random = chanceOf(SEED).next;
  // The sample town comes with the chat page; the platform's variables turn that off.
  const first = own.start();
  await first.ready;
  first.signal("SIGTERM");
  await first.ended;

  const stub = await startStub({ limits: false });
  const { corpId, apps } = stub.platform.options;
  const secrets = { token: "stubtoken", encodingAesKey: `${"stub".repeat(10)}key`, receiveId: corpId };
  const env = {
    WECOM_API_BASE: stub.url,
    WECOM_CORP_ID: corpId,
    WECOM_AGENT_ID: apps[0]!.agentId,
    WECOM_SECRET: apps[0]!.secret,
    WECOM_CALLBACK_TOKEN: secrets.token,
    WECOM_CALLBACK_AES_KEY: secrets.encodingAesKey,
  };

  let bot: RunningBot = own.start(env);
  let url = await bot.ready;
  let kills = 0;
  let over = false;

  /** Says it as the platform does: again and again, until there is a 200; now and then once more after it. */
  async function say(from: string, text: string, id: string): Promise<void> {
    const at = new Date();
    const xml = {
      ToUserName: corpId,
      FromUserName: from,
      CreateTime: String(Math.floor(at.getTime() / 1000)),
      MsgType: "text",
      Content: text,
      MsgId: id,
      AgentID: apps[0]!.agentId,
    };
    const call = () => callBack(() => xmlCallback(`${url}/channels/wecom-app`, secrets, xml, new Date()), 2_000);
    while (!(await call())) await sleep(250);
    if (random() < 0.3) await call();
  }

  const heardBy = (person: string) => stub.delivered(person).length;
  const said: { from: string; text: string }[] = [];

  /** Somebody who waits for an answer before they bring up the next matter. */
  async function person(from: string, texts: string[]): Promise<void> {
    for (const [index, text] of texts.entries()) {
      if (over && said.length >= 8) return;
      const before = heardBy(from);
      said.push({ from, text });
      await say(from, text, `${from === "沈燕" ? 1 : 2}${String(index).padStart(9, "0")}`);
      for (let waited = 0; heardBy(from) === before && waited < 180_000; waited += 200) await sleep(200);
      await sleep(random() * 2_000);
    }
  }

  async function killer(): Promise<void> {
    while (kills < KILLS) {
      await sleep(500 + random() * 8_000);
      // Every third time the database goes too, as when the machine's power is cut.
      if (kills % 3 === 2) process.kill(own.serverPid, "SIGKILL");
      bot.signal("SIGKILL");
      await bot.ended;
      kills += 1;
      bot = own.start(env);
      url = await bot.ready;
    }
    over = true;
  }

  try {
    await Promise.all([killer(), ...Object.entries(REPORTS).map(([from, texts]) => person(from, texts))]);
    const unfinished = async () =>
      (
        await own.query(`SELECT
          (SELECT count(*) FROM messages WHERE state = 'received') + (SELECT count(*) FROM turns WHERE state = 'open')
          + (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'leased') AND not_before <= now()) AS n`)
      ).rows[0].n;
    for (let waited = 0; Number(await unfinished()) > 0 && waited < 200_000; waited += 500) await sleep(500);

    const rows = async (sql: string) => (await own.query(sql)).rows;
    expect(kills).toBe(KILLS);
    expect(said.length).toBeGreaterThanOrEqual(8);
    expect(await rows("SELECT state, count(*)::int AS n FROM turns GROUP BY state")).toEqual([
      { state: "done", n: said.length },
    ]);
    // What was said is there, each of it once.
    const stored = await rows("SELECT person_id, text FROM messages");
    expect(stored.map((row) => row.text).toSorted()).toEqual(said.map(({ text }) => text).toSorted());
    // Each matter is one ticket with one beginning.
    const tickets = await rows("SELECT no, text FROM tickets");
    expect(tickets.map((ticket) => ticket.text).toSorted()).toEqual(said.map(({ text }) => text).toSorted());
    const beginnings = await rows("SELECT ticket_no FROM ticket_events WHERE action = 'create'");
    expect(beginnings.map((row) => row.ticket_no).toSorted()).toEqual(tickets.map((ticket) => ticket.no).toSorted());
    // Each message got one reply, and what the outbox says has gone out is what people have in their chats.
    const replies = await rows("SELECT to_id, count(*)::int AS n FROM outbox WHERE kind = 'reply' GROUP BY to_id");
    for (const from of Object.keys(REPORTS))
      expect(replies.find((row) => row.to_id === from)?.n).toBe(said.filter((one) => one.from === from).length);
    const sent = await rows("SELECT to_id, text FROM outbox WHERE state = 'sent' AND kind = 'reply'");
    const arrived = Object.keys(REPORTS).flatMap((from) =>
      stub.delivered(from).map((message) => `${from}: ${message.text}`),
    );
    for (const { to_id, text } of sent)
      expect(arrived.filter((line) => line === `${to_id}: ${text}`).length, `${to_id}: ${text}`).toBe(1);
    expect(await rows("SELECT id, error FROM outbox WHERE state = 'failed'")).toEqual([]);
  } finally {
    await stub.close();
  }
}, 900_000);
