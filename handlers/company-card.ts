import { leadName } from "../desk/ticket-words.ts";
import { actorOf, isInReach, maySee, seesAll } from "../domain/authority.ts";
import { commitmentState } from "../domain/bells.ts";
import { peopleOf, roleOf } from "../domain/company-people.ts";
import { enterpriseById, personById } from "../domain/recipients.ts";
import { OPEN } from "../domain/ticket.ts";
import { dayOf } from "../domain/time.ts";
import type { FactValue } from "../text/hearing/profile.ts";
import * as say from "../text/saying/company-card.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** Columns of the town's list that say what kind of company it is. */
const ABOUT = ["industry", "size", "行业", "规模"];
const VISITS = 3;

/** "明天去青禾，给我看看情况": one page, for the cadre who looks after the company, the office and leaders; never in a group. */
export const companyCard: Handler = {
  name: "company-card",

  claims: (segment) => segment.act === "company_card",

  async handle(segments, scene) {
    const { speaker, town } = scene;
    const actor = actorOf(speaker, town.departments);
    const { text, company } = segments[0]!;
    const named = scene.companiesIn(text);
    if (named.length === 0) {
      const names = (company?.candidates ?? []).map((id) => enterpriseById(town, id)?.name ?? id);
      return scene.reply({ text: say.whichCompanyCard(names) });
    }
    for (const id of named) {
      const leads = actor.role === "leader" || actor.dispatches.length > 0;
      const reaches = leads && isInReach(actor, enterpriseById(town, id), town.departments);
      if (!seesAll(actor) && !reaches && !actor.liaisonFor.includes(id)) return refuse(scene);
      scene.reply({ text: say.sayCompanyCard(await cardOf(scene, id)), privately: true });
    }
    const detail = `查看企业情况卡：${named.join("、")}`;
    await scene.work.records.addAudit({ at: scene.now, actor: speaker.id, event: "查看", detail });
    if (scene.chat.kind === "group") scene.reply({ text: say.cardSentAside });
  },
};

/** What is known of a company, as far as the speaker may see it; nothing confidential. */
export async function cardOf(scene: Scene, id: string): Promise<say.CompanyCard> {
  const { work, town, now } = scene;
  const actor = actorOf(scene.speaker, town.departments);
  const enterprise = enterpriseById(town, id)!;
  const today = dayOf(now, town.zone);
  const tickets = (
    await work.tickets.findTickets({
      confidential: false,
      status: { in: [...OPEN, "已回复", "待回访"] },
      OR: [{ company: id }, { complainants: { some: { company: id } } }],
    })
  ).filter((ticket) => maySee(actor, ticket));
  const facts = Object.fromEntries((await work.records.factsOf(id)).map((f) => [f.fact, f.value as FactValue]));
  const enjoyed = new Set(
    (await work.redemptions.findRedemptions({ enterpriseIds: [id] })).flatMap((r) =>
      r.status === "作废" ? [] : [r.policyId],
    ),
  );
  const fitting = scene.eligible(facts, id).fitting.filter(({ policy }) => !enjoyed.has(policy.id));
  const visits = await work.events.findVisits({ company: id });
  return {
    name: enterprise.name,
    about: [enterprise.park, ...ABOUT.map((key) => enterprise.profile[key])].filter(
      (v): v is string => typeof v === "string" && v !== "",
    ),
    contacts: peopleOf(town.people, id).map((p) => `${p.name ?? p.id}（${roleOf(p)}）`),
    open: tickets.map((t) => ({
      no: t.no,
      title: t.title,
      lead: leadName(scene, t.lead),
      status: t.status,
      replyBy: t.replyBy,
      overdue: t.replyBy !== null && t.replyBy < today && OPEN.includes(t.status),
    })),
    promises: tickets.flatMap((t) =>
      t.commitments
        .filter(({ state }) => state === "open" || state === "broken")
        .map((c) => ({ what: c.what, by: c.by, no: t.no, broken: commitmentState(c, today) === "broken" })),
    ),
    policies: fitting.map(
      ({ policy, labels, free }) => `《${policy.title}》${labels[0] ?? ""}${free ? "（免申即享）" : ""}`,
    ),
    visits: visits
      .sort((a, b) => (a.date < b.date ? 1 : -1))
      .slice(0, VISITS)
      .map(({ date, by, note }) => ({ date, by: personById(town, by)?.name ?? by, note })),
  };
}
