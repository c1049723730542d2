import { bulletinFor, ticketsBehind } from "../desk/bulletin.ts";
import { leadName } from "../desk/ticket-words.ts";
import { mayReport, maySee } from "../domain/authority.ts";
import { type Bulletin, type Figures, TOTAL } from "../domain/bulletin.ts";
import { behindWanted, bodyNamed, type FigureWanted } from "../text/hearing/behind.ts";
import { periodOf } from "../text/hearing/fields/index.ts";
import * as say from "../text/saying/bulletin.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** "供电的超期是哪几件" after a bulletin, or with its period: the tickets behind the figure, for who is due the figure. */
export const reportBehind: Handler = {
  name: "report-behind",

  claims: ({ act, text }, scene) =>
    ["cadre_query", "report_request", "ask_progress", "rate"].includes(act) &&
    behindWanted(text) !== undefined &&
    mayReport(actorIn(scene).actor) !== null &&
    (speaksOfLast(scene, text) || (periodIn(scene, text) !== undefined && behindWanted(text)!.figure !== undefined)),

  async handle([segment], scene) {
    const { actor } = actorIn(scene);
    const scope = mayReport(actor);
    if (!scope) return refuse(scene);
    const { text } = segment!;
    const only = scope === "all" ? undefined : scope;
    const period = periodIn(scene, text);
    // What was given out stands, whatever has happened to its tickets since.
    const given = period ? null : await scene.work.records.lastReport(only ? [actor.id] : [actor.id, "bot"]);
    const bulletin = period ? await bulletinFor(scene, period, only) : ((given?.body as unknown as Bulletin) ?? null);
    if (!bulletin) return scene.reply({ text: say.whichPeriod });
    const unit = bodyNamed(text, rowsIn(scene, bulletin));
    const category = Object.keys(bulletin.behind_categories).find((name) => text.includes(name));
    const { figure } = behindWanted(text)!;
    if (!figure && !category) return scene.reply({ text: say.whichFigure });
    const nos = figure
      ? numbersOf(bulletin.behind[unit ?? TOTAL], figure)
      : bulletin.behind_categories[category!]!.filter((no) => !unit || bulletin.behind[unit]!.received.includes(no));
    const found = (await ticketsBehind(scene, nos)).filter(({ ticket }) => maySee(actor, ticket));
    const what = `${unit ? leadName(scene, unit) : ""}${figure ? say.FIGURE_NAMES[figure] : category}`;
    scene.reply({
      text: say.sayBehind(
        bulletin.period,
        what,
        found.map(({ words }) => words),
      ),
      tickets: found.map(({ ticket }) => ticket.no),
      privately: true,
    });
  },
};

const periodIn = (scene: Scene, text: string) => periodOf(text, scene.now, scene.town.zone)?.period;

/** The bot's last word here was a bulletin, or figures out of one. */
function speaksOfLast({ recent }: Scene, text: string): boolean {
  const last = recent.findLast(({ fromBot }) => fromBot)?.text ?? "";
  if (!say.isBulletin(last)) return false;
  return behindWanted(text)!.figure !== undefined || say.categoriesIn(last).some((name) => text.includes(name));
}

const rowsIn = ({ town }: Scene, { rows }: Bulletin) =>
  rows.map(({ dept }) => {
    const department = town.departments.find(({ id }) => id === dept);
    return { id: dept, names: [dept, department?.name ?? "", ...(department?.aliases ?? [])] };
  });

const numbersOf = (figures: Figures | undefined, wanted: FigureWanted): string[] =>
  wanted === "dissatisfied"
    ? (figures?.called_back ?? []).filter((no) => !figures!.satisfied.includes(no))
    : (figures?.[wanted] ?? []);
