import { coverage, currentCampaign, fourOnesOf, namesOf, personName, unitName, worst } from "../desk/campaign.ts";
import { actorOf, seesAll } from "../domain/authority.ts";
import type { Campaign, Coverage } from "../domain/campaign.ts";
import { unvisitedXlsx } from "../reports/unvisited-xlsx.ts";
import { statusWanted } from "../text/hearing/campaign.ts";
import { peopleNamed } from "../text/hearing/known-people.ts";
import * as say from "../text/saying/campaign.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** "走访进度", "还有哪些没走访", "四个一": the office sees all, a head the unit, a cadre his own. */
export const campaignStatus: Handler = {
  name: "campaign-status",

  claims: (segment) => segment.act === "campaign_status",

  async handle(segments, scene) {
    const { text } = segments[0]!;
    const scope = await campaignScope(scene, text);
    if (!scope) return;
    const { campaign, whose, own, rows, tasks } = scope;
    const wanted = statusWanted(text);
    if (wanted === "four") {
      const four = await fourOnesOf(scene, campaign, new Set(own.assigned));
      scene.reply({ text: say.four(campaign, whose, four), privately: true });
    } else if (wanted === "left") {
      const names = namesOf(scene, own.unvisited);
      const more = names.length > say.LISTED;
      const cadreOf = new Map(tasks.map((task) => [task.enterpriseId, task]));
      const listed = own.unvisited.map((id, i): string[] => {
        const task = cadreOf.get(id)!;
        return [names[i]!, personName(scene, task.personId), unitName(scene, task.unit)];
      });
      const file = more
        ? [
            await scene.keepFile(
              `${say.unvisitedFile(campaign)}.xlsx`,
              await unvisitedXlsx(say.UNVISITED_HEADS, listed),
            ),
          ]
        : [];
      scene.reply({ text: say.unvisited(campaign, whose, names), files: file, privately: true });
    } else scene.reply({ text: say.status(campaign, whose, own, rows), privately: true });
  },
};

export interface CampaignScope {
  campaign: Campaign;
  /** "园区办", "您"; empty: all of it. */
  whose: string;
  own: Coverage;
  /** Units, or cadres, least visited first. */
  rows: (readonly [string, Coverage])[];
  tasks: Awaited<ReturnType<typeof coverage>>["tasks"];
}

/**
 * The part of the campaign that the words ask for, as far as the speaker may see it: the office and leaders all, one unit
 * or one cadre; the head of a department that unit and its cadres; whoever has enterprises those. Answers why where there
 * is none.
 */
export async function campaignScope(scene: Scene, text: string): Promise<CampaignScope | null> {
  const { speaker, town } = scene;
  const actor = actorOf(speaker, town.departments);
  const all = seesAll(actor);
  const head = ["dept_leader", "leader"].includes(actor.role) ? actor.oversees : [];
  if (!all && head.length === 0 && !["cadre", "dept"].includes(actor.role)) {
    await refuse(scene);
    return null;
  }
  const campaign = await currentCampaign(scene);
  if (!campaign) {
    scene.reply({ text: say.noCampaign });
    return null;
  }
  const nothing = (why: string) => {
    scene.reply({ text: why, privately: true });
    return null;
  };
  const whole = await coverage(scene, campaign);
  const { tasks } = whole;
  const ranked = (persons: Map<string, Coverage>) =>
    worst({ town: { ...town, departments: [] } }, persons).map(([id, own]) => [personName(scene, id), own] as const);
  const personsOf = (units: ReadonlySet<string>) =>
    new Map([...whole.persons].filter(([id]) => tasks.some((t) => t.personId === id && units.has(t.unit))));
  if (all || head.length > 0) {
    const staff = town.people.filter((p) => whole.persons.has(p.id) && (all || head.includes(p.department ?? "")));
    const named = peopleNamed(text, staff)[0]?.people[0];
    if (named) return { campaign, whose: named.name ?? named.id, own: whole.persons.get(named.id)!, rows: [], tasks };
    const units = [...whole.units.keys()].filter((unit) => all || head.includes(unit));
    const asked = units.find((unit) => namesOfUnit(scene, unit).some((name) => text.includes(name)));
    const shown = asked ? [asked] : units;
    if (all && !asked) return { campaign, whose: "", own: whole.total, rows: worst(scene, whole.units), tasks };
    const own = merged(shown.map((unit) => whole.units.get(unit)!));
    if (shown.length > 0 && own.assigned.length > 0)
      return {
        campaign,
        whose: shown.length === 1 ? unitName(scene, shown[0]!) : "",
        own,
        rows: ranked(personsOf(new Set(shown))),
        tasks,
      };
  }
  const own = whole.persons.get(speaker.id);
  return own ? { campaign, whose: "您", own, rows: [], tasks } : nothing(say.nothingAssigned);
}

const namesOfUnit = (scene: Scene, unit: string): string[] => {
  const department = scene.town.departments.find((d) => d.id === unit);
  return department ? [department.id, department.name, ...department.aliases] : [unit];
};

const merged = (parts: Coverage[]): Coverage => {
  const union = (of: keyof Coverage) => [...new Set(parts.flatMap((part) => part[of]))];
  return { assigned: union("assigned"), visited: union("visited"), unvisited: union("unvisited") };
};
