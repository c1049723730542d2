import type { Town } from "../../domain/town.ts";
import { route } from "./route.ts";
import { indexOf } from "./turn.ts";

/** Less than this says nothing of whose a theme is. */
const FAINT = 0.15;
/** "水电气网" is four supplies in one breath. */
const SUPPLIES: Record<string, string> = {
  水: "停水，用水报装",
  电: "停电，用电报装",
  气: "停气，用气报装",
  网: "网络宽带不通",
};
const RUN = /[水电气网热路]{2,}/g;

/** The departments of a session's theme: for each of its parts the one whose duties fit best, the office left out. */
export function departmentsOfTheme(theme: string, town: Town): string[] {
  const apart = new Set(town.departments.filter((d) => d.office || d.confidential).map((d) => d.id));
  const supplies = [...theme.matchAll(RUN)].flatMap(([run]) => [...run].flatMap((one) => SUPPLIES[one] ?? []));
  const parts = theme
    .replace(RUN, " ")
    .split(/[\s、，,和与及/·（）()]+/)
    .filter((part) => part.length >= 2);
  const leads = [...parts, ...supplies].flatMap((part) => {
    const best = route(part, "其他", indexOf(town).routes).candidates.find(({ id }) => !apart.has(id));
    return best && best.score >= FAINT ? [best.id] : [];
  });
  return [...new Set(leads)];
}
