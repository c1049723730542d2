import { tell } from "../desk/tell.ts";
import { actorOf, seesAll } from "../domain/authority.ts";
import { leaveOf, standInFor } from "../domain/leave.ts";
import { departmentById, officeOf, personById } from "../domain/recipients.ts";
import { addDays, dayOf } from "../domain/time.ts";
import type { Person } from "../domain/town.ts";
import { type LeaveReading, readLeave } from "../text/hearing/leave.ts";
import type { Segment } from "../text/hearing/reading.ts";
import * as say from "../text/saying/leave.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

const WORKS = new Set(["dept", "dept_leader", "admin", "cadre"]);
/** A leave that is said to be longer is misread. */
const LONGEST_DAYS = 400;

/** Being away: what would be told somebody goes to their deputy until they are back. Set by themselves, or by the office. */
export const leave: Handler = {
  name: "leave",

  claims: (segment) => ["on_leave", "back_from_leave", "ask_leave"].includes(segment.act),

  async handle(segments, scene) {
    if (!WORKS.has(scene.speaker.role)) return refuse(scene);
    const segment = segments.at(-1)!;
    if (segment.act === "ask_leave") return list(scene);
    const staff = scene.town.people.filter((p) => WORKS.has(p.role));
    const read = readLeave(segment.text, staff, { now: scene.now, zone: scene.town.zone, calendar: scene.calendar });
    const person = whose(scene, read);
    if (!person) return;
    if (segment.act === "back_from_leave") await back(scene, person);
    else await away(scene, segment, person, read);
  },
};

const isOffice = (scene: Scene): boolean => actorOf(scene.speaker, scene.town.departments).isOffice;
const nameOf = (person: Person): string => person.name ?? person.id;

/** The speaker, or somebody else for whom the office speaks. Null when that was answered already. */
function whose(scene: Scene, read: LeaveReading): Person | null {
  const other = read.whose?.people.filter((p) => p.id !== scene.speaker.id) ?? [];
  if (other.length === 0) return scene.speaker;
  if (!isOffice(scene)) {
    scene.reply({ text: say.onlyOffice(officeOf(scene.town).name) });
    return null;
  }
  if (other.length === 1) return other[0]!;
  scene.reply({ text: say.whichDeputy(read.whose!.written, other.map(nameOf)) });
  return null;
}

async function away(scene: Scene, segment: Segment, person: Person, read: LeaveReading): Promise<void> {
  const today = dayOf(scene.now, scene.town.zone);
  const { from, until } = read;
  if (!until) return scene.reply({ text: say.untilWhen });
  if (until < today || until < from || until > addDays(today, LONGEST_DAYS))
    return scene.reply({ text: say.leaveIsOver });
  const meant = read.deputy?.people.filter((p) => p.id !== person.id && mayStandIn(scene, person, p)) ?? [];
  if (read.deputy && meant.length === 0) return scene.reply({ text: say.deputyUnknown(read.deputy.written) });
  if (meant.length > 1) return scene.reply({ text: say.whichDeputy(read.deputy!.written, meant.map(nameOf)) });
  const deputy = meant[0];
  const row = { person: person.id, from, until, ...(deputy ? { deputy: deputy.id } : {}) };
  await scene.work.leaves.setLeave(row, scene.speaker.id, scene.now);
  const town = { ...scene.town, leaves: [...(scene.town.leaves ?? []).filter((l) => l.person !== person.id), row] };
  const hears = standInFor(town, { kind: "person", id: person.id }, from < today ? today : from);
  const own = person.id === scene.speaker.id;
  scene.reply({
    text: say.leaveSet(own ? "您" : nameOf(person), from, until, calledHere(scene, hears.id), Boolean(deputy)),
  });
  await scene.work.records.addAudit({
    at: scene.now,
    actor: scene.speaker.id,
    event: "变更",
    detail: `${person.id} ${from}至${until}不在岗，${hears.id}代办：${segment.text.slice(0, 60)}`,
  });
  if (hears.id !== person.id && hears.id !== scene.speaker.id)
    await tell(scene, { to: hears, kind: "notice", text: say.deputised(nameOf(person), from, until) });
}

/** Somebody of the same department, or above or below it; for a liaison cadre another cadre. The office may stand in for all. */
function mayStandIn({ town }: Scene, person: Person, deputy: Person): boolean {
  const above = (id: string | undefined): string[] => {
    const department = id ? departmentById(town, id) : undefined;
    return department ? [department.id, ...above(department.parentId)] : [];
  };
  if (departmentById(town, deputy.department ?? "")?.office) return true;
  if (person.role === "cadre" && deputy.role === "cadre") return true;
  return (
    above(person.department).includes(deputy.department ?? "") ||
    above(deputy.department).includes(person.department ?? "")
  );
}

async function back(scene: Scene, person: Person): Promise<void> {
  const over = await scene.work.leaves.endLeave(person.id, dayOf(scene.now, scene.town.zone));
  const own = person.id === scene.speaker.id;
  scene.reply({ text: over ? say.leaveOver(own ? "您" : nameOf(person)) : say.noLeave });
}

/** The office sees all who are away; others those of their own department. */
function list(scene: Scene): void {
  const today = dayOf(scene.now, scene.town.zone);
  const actor = actorOf(scene.speaker, scene.town.departments);
  const lines = scene.town.people.flatMap((person) => {
    const found = leaveOf(scene.town, person.id, today);
    const mine = seesAll(actor) || actor.oversees.includes(person.department ?? "");
    if (!found || !mine) return [];
    const deputy = standInFor(scene.town, { kind: "person", id: person.id }, today);
    return [{ who: nameOf(person), until: found.until, deputy: calledHere(scene, deputy.id) }];
  });
  scene.reply({ text: say.whoIsAway(lines), privately: true });
}

function calledHere(scene: Scene, id: string): string {
  const person = personById(scene.town, id);
  return person ? nameOf(person) : (departmentById(scene.town, id)?.name ?? id);
}
