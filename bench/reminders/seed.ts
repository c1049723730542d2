import { startAll, startBells } from "../../desk/reminders.ts";
import { ladderFor } from "../../domain/ladder.ts";
import { addDays } from "../../domain/time.ts";
import { DAY, DEPARTMENTS, DUE, type Ground } from "./ground.ts";

const BATCH = 1000;
const no = (i: number) => `B-${String(i).padStart(7, "0")}`;

/** The first are due on the day, half of them urgent; the others later, spread over sixty days. */
const replyBy = (i: number) => (i < 2 * DUE ? DAY : addDays(DAY, 21 + (i % 60)));

/** Open tickets with a beginning. Quick and without the desk: what they cost is not the question. */
export async function seedTickets(ground: Ground, tickets: number): Promise<void> {
  for (let from = 0; from < tickets; from += 20_000) {
    const ids = Array.from({ length: Math.min(20_000, tickets - from) }, (_, i) => from + i);
    await ground.query(
      `INSERT INTO tickets (no, type, category, title, text, lead, co, status, created_at, reply_by, tags, from_persons, urgency)
       SELECT no, '求助', '用电', '车间跳闸' || no, '车间老是跳闸', 'D' || (1 + i % $4), '{}', '办理中', $5, reply_by, '{}', '{}',
              CASE WHEN i < $6 THEN 'urgent' ELSE 'normal' END
         FROM unnest($1::text[], $2::int[], $3::text[]) AS given(no, i, reply_by)`,
      [ids.map(no), ids, ids.map(replyBy), DEPARTMENTS - 1, ground.clock.now(), DUE],
    );
    await ground.query(
      `INSERT INTO ticket_events (ticket_no, at, by, action, note, prev_hash, hash)
       SELECT no, $2, 'bot', 'create', '', '', md5(no) FROM unnest($1::text[]) AS given(no)`,
      [ids.map(no), ground.clock.now()],
    );
  }
  await ground.query("ANALYZE");
}

/** Ladders through the desk, a thousand tickets a transaction. */
export async function startLadders(ground: Ground, tickets: number, progress: (done: number) => void) {
  const moments = new Set<number>();
  const start = performance.now();
  for (let from = 0; from < tickets; from += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, tickets - from) }, (_, i) => from + i);
    await ground.app.atDesk(async (desk) => {
      const { rules, zone } = desk.town;
      const given = ids.map((i) => ({
        no: no(i),
        bells: ladderFor({ no: no(i), replyBy: replyBy(i) }, rules, desk.calendar, zone),
      }));
      await startAll(desk, given);
      for (const { at } of desk.rings) moments.add(at.getTime());
    });
    if ((from + BATCH) % 20_000 === 0) progress(from + BATCH);
  }
  const ms = performance.now() - start;
  const { rows } = await ground.query(
    "SELECT count(*)::int AS n, count(DISTINCT key)::int AS keys FROM reminders WHERE kind = 'reply'",
  );
  if (rows[0].n !== 4 * tickets || rows[0].keys !== rows[0].n)
    throw new Error(`${rows[0].n} reminders of ${4 * tickets} are there`);
  await ground.query("VACUUM ANALYZE");
  return { ms, rows: rows[0].n as number, bells: moments.size };
}

/** Milliseconds for one ticket's ladder in a transaction of its own: the best of five means. */
export async function startOneByOne(ground: Ground): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    for (let i = 0; i < 100; i++)
      await ground.app.atDesk((desk) => {
        const id = `S-${round}-${i}`;
        const bells = ladderFor({ no: id, replyBy: "2027-03-10" }, desk.town.rules, desk.calendar, desk.town.zone);
        return startBells(desk, id, bells);
      });
    best = Math.min(best, (performance.now() - start) / 100);
  }
  return best;
}
