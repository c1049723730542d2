import { handOver as act } from "../desk/hand-over.ts";
import { actorOf } from "../domain/authority.ts";
import { departmentById, liaisonsOf, officeOf, personById } from "../domain/recipients.ts";
import type { Person } from "../domain/town.ts";
import { handOverIn } from "../text/hearing/campaign.ts";
import type { KnownPeople } from "../text/hearing/known-people.ts";
import * as say from "../text/saying/campaign.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** "张三调走了，他联系的企业交给李四": of the office for all, of a head for the cadres of the unit. */
export const handOver: Handler = {
  name: "hand-over",

  claims: (segment) => segment.act === "hand_over",

  async handle(segments, scene) {
    const { text } = segments[0]!;
    const { speaker, town } = scene;
    const actor = actorOf(speaker, town.departments);
    if (!actor.isOffice && actor.role !== "dept_leader") {
      if (actor.role === "cadre" || actor.role === "dept")
        return scene.reply({ text: say.onlyHeads(officeOf(scene.town).name) });
      return refuse(scene);
    }
    const staff = town.people.filter((p) => ["cadre", "dept", "dept_leader"].includes(p.role));
    const said = handOverIn(text, staff);
    if (!said.to) return scene.reply({ text: /[给由成归]/.test(text) ? say.unknownCadre : say.whoTakesOver });
    const named = scene.companiesIn(text);
    const to = oneOf(scene, text, said.to);
    const from = said.from ? oneOf(scene, text, said.from) : said.own ? speaker : liaisonOf(scene, named);
    if (!to || !from) return from || to ? undefined : scene.reply({ text: say.unknownCadre });
    const mine = (p: Person) => actor.isOffice || actor.scope.includes(p.department ?? "");
    if (!mine(from) || !mine(to)) return refuse(scene);
    // What a campaign gave may be more than what the list of people knows.
    const enterprises = named.length > 0 ? named.filter((id) => from.liaisonFor.includes(id)) : from.liaisonFor;
    if (enterprises.length === 0 || from.id === to.id)
      return scene.reply({ text: say.nothingToHandOver(from.name ?? from.id) });
    await act(scene, { from, to, enterprises, by: speaker.id });
    scene.reply({ text: say.handedOver(from.name ?? from.id, to.name ?? to.id, enterprises.length), privately: true });
  },
};

/** Of several with one name the one whose unit is named; else it is asked. */
function oneOf(scene: Scene, text: string, { written, people }: KnownPeople): Person | undefined {
  const unitOf = (p: Person) => (p.department ? departmentById(scene.town, p.department) : undefined);
  const fitting = people.filter((p) => {
    const unit = unitOf(p);
    return unit && [unit.id, unit.name, ...unit.aliases].some((name) => text.includes(name));
  });
  const left = people.length === 1 ? people : fitting;
  if (left.length === 1) return personById(scene.town, left[0]!.id);
  scene.reply({
    text: say.whichCadre(
      written,
      people.map((p) => `${unitOf(p)?.name ?? ""}${p.name ?? p.id}`),
    ),
    privately: true,
  });
  return undefined;
}

/** Enterprises that are named and have one cadre in common. */
function liaisonOf(scene: Scene, enterprises: string[]): Person | undefined {
  const [first, ...others] = enterprises.map((id) => liaisonsOf(scene.town, id));
  return first?.find((p) => others.every((list) => list.some(({ id }) => id === p.id)));
}
