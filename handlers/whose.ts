import { companyOf, isStaff } from "../desk/ticket-words.ts";
import { isInReach } from "../domain/authority.ts";
import { callName, enterpriseById } from "../domain/recipients.ts";
import type { CompanyMention, Segment } from "../text/hearing/reading.ts";
import { askCompany, askWhichCompany } from "../text/saying/tickets.ts";
import { actorIn } from "./moving.ts";
import type { Scene } from "./scene.ts";

export type Whose = { company: string | null } | { ask: string; written: string; options: string[] };

/**
 * Whose matter a part of a turn is. A name that fits several enterprises is asked about; only a company's own person
 * is taken to mean their own.
 */
export function whose(scene: Scene, segment: Segment): Whose {
  const mention = segment.company ?? scene.reading.company;
  const own = scene.speaker.enterprise;
  if (!mention) {
    if (own || !isStaff(scene, scene.speaker.id)) return { company: own ?? null };
    return { ask: askWhichCompany, written: "", options: [] };
  }
  if (!mention.id && mention.candidates?.length) {
    if (own && mention.candidates.includes(own)) return { company: own };
    return {
      ask: askCompany(mention.written, namesApart(scene, mention)),
      written: mention.written,
      options: mention.candidates,
    };
  }
  return { company: companyOf(mention) };
}

/** Whether staff speak for an enterprise of a district that is not theirs. */
export function isOutOfReach(scene: Scene, segment: Segment): boolean {
  const { id, candidates = [] } = segment.company ?? scene.reading.company ?? {};
  const { actor } = actorIn(scene);
  const { town } = scene;
  return (id ? [id] : candidates).some((one) => !isInReach(actor, enterpriseById(town, one), town.departments));
}

/** Names by which the candidates can be told apart: the shortest that is longer than what was written. */
function namesApart(scene: Scene, mention: CompanyMention): string[] {
  return (mention.candidates ?? []).map((id) => {
    const enterprise = enterpriseById(scene.town, id)!;
    const apart = enterprise.short
      .filter((name) => name !== mention.written && !sharedBy(scene, name))
      .sort((a, b) => a.length - b.length)[0];
    return apart ?? enterprise.name;
  });
}

const sharedBy = (scene: Scene, name: string): boolean =>
  scene.town.enterprises.filter((e) => e.short.includes(name)).length > 1;

export const nameOf = (scene: Scene, company: string | null): string => (company ? callName(scene.town, company) : "");
