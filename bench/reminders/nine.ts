import { setTimeout as sleep } from "node:timers/promises";
import { instantOf } from "../../domain/time.ts";
import { DAY, DUE, type Ground } from "./ground.ts";

const GIVE_UP_MS = 120_000;

/**
 * Nine o'clock with 10,000 rungs due: from the moment to the last of them in the outbox, in milliseconds. The same rungs
 * are put back before each round; the others of that day are out of the way.
 */
export async function nineOClock(ground: Ground, queue: { redisUrl?: string }, kind: "urgent" | "normal") {
  const at = instantOf(DAY, "09:00", "Asia/Shanghai");
  await ground.query("TRUNCATE outbox");
  await ground.query("DELETE FROM ticket_events WHERE action = 'remind'");
  // Rungs of days before, and of the other kind, have rung.
  await ground.query("UPDATE reminders SET state = 'sent' WHERE due_at <= $1 AND state <> 'sent'", [at]);
  await ground.query(
    `UPDATE reminders r SET state = 'waiting' FROM tickets t
      WHERE r.due_at = $1 AND r.subject = t.no AND t.urgency = $2`,
    [at, kind],
  );
  await ground.query("ANALYZE reminders");
  ground.set(new Date(at.getTime() - 1_500));
  const bell = await ground.openBell(queue);
  try {
    await bell.start({
      "reminder.ring": ({ id }) => ground.app.handlers["reminder.ring"](id),
      "outbox.send": async () => {},
      "turn.settle": async () => {},
      sweep: async () => {},
      "sessions.make": async () => {},
      "papers.plan": async () => {},
    });
    await bell.ring([{ job: "reminder.ring", id: "due", at }]);
    const told = async () =>
      (await ground.query("SELECT coalesce(sum(cardinality(tickets)), 0)::int AS n FROM outbox")).rows[0].n as number;
    while ((await told()) < DUE) {
      if (ground.clock.now().getTime() > at.getTime() + GIVE_UP_MS) throw new Error(`only ${await told()} in time`);
      await sleep(50);
    }
    const ms = ground.clock.now().getTime() - at.getTime();
    await sleep(300);
    return { ms, messages: await check(ground, at, kind) };
  } finally {
    await bell.stop();
  }
}

/** All there, each once: in the outbox, among the reminders, in the histories. Gives the number of messages. */
async function check(ground: Ground, at: Date, kind: string): Promise<number> {
  const { rows } = await ground.query(
    `SELECT (SELECT count(*)::int FROM outbox) AS messages,
            (SELECT count(*)::int FROM outbox, unnest(tickets)) AS told,
            (SELECT count(DISTINCT no)::int FROM outbox, unnest(tickets) AS no JOIN tickets USING (no) WHERE urgency = $2) AS once,
            (SELECT count(*)::int FROM reminders WHERE due_at = $1 AND state = 'waiting') AS waiting,
            (SELECT count(DISTINCT ticket_no)::int FROM ticket_events WHERE action = 'remind') AS written,
            (SELECT count(*)::int FROM ticket_events WHERE action = 'remind') AS lines`,
    [at, kind],
  );
  const { messages, told, once, waiting, written, lines } = rows[0];
  if (told !== DUE || once !== DUE || waiting !== 0 || written !== DUE || lines !== DUE)
    throw new Error(`not each once: ${JSON.stringify(rows[0])}`);
  return messages;
}
