import type { Desk } from "../../desk/desk.ts";
import { contextOf } from "../../desk/move.ts";
import * as reminders from "../../desk/reminders.ts";
import { deadlinesFor } from "../../domain/deadline.ts";
import { bellsBetween } from "../../domain/state-bells.ts";
import type { Town } from "../../domain/town.ts";
import type { Action } from "../../domain/vocabulary.ts";
import type { App } from "../app.ts";
import type { Scenario, SetupTicket } from "./scenario.ts";

/** Puts the town, and what the scenario says was there before, into an empty database. */
export async function setUp(app: App, town: Town, scenario: Scenario): Promise<void> {
  await app.importTown(town);
  await app.atDesk(async (desk) => {
    for (const ticket of scenario.setup.tickets) await putTicket(desk, ticket, scenario.now);
    for (const [position, signup] of scenario.setup.signups.entries())
      await desk.work.events.saveSignup(signup.event, signup.company, {
        attendees: signup.attendees ?? [],
        count: signup.count ?? null,
        phone: signup.phone ?? null,
        topic: signup.topic ?? null,
        status: signup.status ?? "报名",
        delegate: signup.delegate ?? null,
        by: signup.by ?? null,
        createdAt: scenario.now,
        position: position - scenario.setup.signups.length,
      });
    for (const said of scenario.setup.earlier) {
      const fromBot = said.from === town.botName || said.from === `@${town.botName}`;
      await desk.work.talk.addUtterance({
        chatId: (said.chat ?? scenario.chat).id,
        personId: fromBot ? "" : said.from,
        text: said.text,
        at: said.at,
        tickets: scenario.setup.tickets.map((t) => t.no).filter((no) => said.text.includes(no)),
      });
    }
  });
}

/** Fields that are missing are filled from the rules, as if the bot had taken the ticket itself. */
async function putTicket(desk: Desk, given: SetupTicket, now: Date): Promise<void> {
  const createdAt = given.created_at ?? now;
  const type = given.type ?? "求助";
  const dates = deadlinesFor(createdAt, type, desk.town.rules, desk.calendar, desk.town.zone);
  const status = given.status ?? (given.lead ? "已交办" : "待交办");
  const refused = status === "不予受理";
  const history = given.history ?? [];
  const from = given.from ?? [];
  const ticket = await desk.work.tickets.createTicket(
    {
      no: given.no,
      company: given.company ?? null,
      type,
      category: given.category ?? "其他",
      title: given.title ?? given.text ?? "",
      text: given.text ?? given.title ?? "",
      lead: given.lead ?? null,
      co: given.co ?? [],
      respondent: given.respondent ?? null,
      location: given.location ?? null,
      contactName: given.contact_name ?? null,
      contactPhone: given.contact_phone ?? null,
      urgency: given.urgency ?? "normal",
      confidential: given.confidential ?? false,
      source: given.source ?? "消息",
      status,
      createdAt,
      assignBy: refused ? null : (given.assign_by ?? dates.assignBy),
      replyBy: refused ? null : (given.reply_by ?? dates.replyBy),
      resolveBy: refused ? null : (given.resolve_by ?? dates.resolveBy),
      userDeadline: given.user_deadline ?? null,
      parentNo: null,
      repeatOf: given.repeat_of ?? null,
      tags: given.tags ?? [],
      fromPersons: from,
      urges: given.urges ?? 0,
      returns: history.filter((h) => h.action === "return" || h.action === "dispute").length,
      satisfaction: given.satisfaction ?? null,
      comment: given.comment ?? null,
      chatId: from[0] ?? null,
    },
    history.map((h) => ({ at: h.at, by: h.by, action: h.action as Action, note: h.note ?? "" })),
  );
  for (const company of given.complainants ?? [])
    await desk.work.tickets.addComplainant(given.no, { company, personId: null, chatId: null, at: createdAt });
  for (let i = 0; i < (given.attachments ?? 0); i++)
    await desk.work.tickets.addAttachment(
      { ticketNo: given.no },
      { name: `附件${i + 1}`, mime: "image/jpeg", bytes: 0 },
    );
  for (const { what, by } of given.commitments ?? [])
    await reminders.promise(desk, given.no, what, by, given.lead ?? "");
  if (given.parent) await desk.work.tickets.changeTicket(given.no, { parentNo: given.parent }, []);
  const bells = bellsBetween(null, ticket, contextOf(desk)).start;
  // A call-back that waits has been asked for already.
  await reminders.startBells(
    desk,
    given.no,
    bells.filter((b) => b.dueAt > now && !b.stage.startsWith("try1")),
  );
}
