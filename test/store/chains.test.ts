import { beforeEach, expect, test } from "vitest";
import { verifyChains } from "../../store/chains.ts";
import { Ledger } from "../../store/ledger.ts";
import { at } from "../domain/facts.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();

beforeEach(async () => {
  await database.clear();
  await new Ledger({ db: database.db, close: async () => {} }).transaction(async ({ tickets, records }) => {
    for (const no of ["N1", "N2"]) {
      const fields = { no, type: "求助", category: "用电", title: "跳闸", text: "跳闸", status: "已交办" };
      await tickets.createTicket({ ...fields, createdAt: at("2026-09-14 09:12") }, []);
      for (const [i, note] of ["一", "二", "三"].entries())
        await tickets.addHistory(no, {
          at: at(`2026-09-14 1${i}:00`),
          by: "power",
          action: "progress",
          note,
          change: { before: { status: "已交办", lead: null }, after: { tags: ["超期"], lead: "供电局" } },
        });
    }
    for (const detail of ["a", "b", "c"])
      await records.addAudit({ at: at("2026-09-14 12:00"), actor: "x", event: "查看", detail });
  });
});

const broken = async () => {
  const { rows, breaks } = await verifyChains(database.db);
  return { rows, breaks: breaks.map(({ chain, why }) => `${chain} ${why}`) };
};

test("what was written fits, with jsonb's own order of keys", async () => {
  expect(await broken()).toEqual({ rows: 9, breaks: [] });
});

test.each([
  ["UPDATE ticket_events SET note = '四' WHERE ticket_no = 'N1' AND note = '二'", ["N1 content"]],
  [`UPDATE ticket_events SET change = jsonb_set(change, '{after,lead}', '"x"') WHERE ticket_no = 'N2'`, ["N2 content"]],
  ["UPDATE ticket_events SET at = at + interval '1 s' WHERE ticket_no = 'N1' AND note = '三'", ["N1 content"]],
  ["DELETE FROM ticket_events WHERE ticket_no = 'N1' AND note = '一'", ["N1 previous"]],
  ["DELETE FROM audit WHERE detail = 'b'", ["audit previous"]],
  ["UPDATE audit SET actor = 'y'", ["audit content"]],
])("%s is seen", async (sql, breaks) => {
  await database.db.$executeRawUnsafe(sql);
  expect((await broken()).breaks).toEqual(breaks);
});
