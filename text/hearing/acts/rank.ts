import { ACTS, type Act, type Role } from "../../../domain/vocabulary.ts";
import { type LinearModel, predict } from "../model/linear.ts";
import type { HearingContext } from "../reading.ts";
import { type Cue, factsOf } from "./cues.ts";

export type Hat = "company" | "liaison" | "handler" | "chief" | "office" | "leader" | "unknown";

/** What the speaker may be taken for. Somebody who is on no list is `unknown`: the words alone decide, and authority is checked where something is done. */
export function hatOf(speaker: HearingContext["speaker"]): Hat {
  const byRole: Record<Role, Hat> = {
    enterprise: "company",
    cadre: "liaison",
    dept: "handler",
    dept_leader: "chief",
    admin: "office",
    leader: "leader",
    other: speaker.enterprise ? "company" : "unknown",
  };
  return byRole[speaker.role];
}

type Instead = Partial<Record<Act, Act>>;

const FROM_OFFICIAL: Instead = {
  ask_progress: "cadre_query",
  confirm_resolved: "cadre_close",
  add_detail: "cadre_progress",
  rate: "thanks",
};

/** The same words mean another act from another mouth: "已解决，请办结" of a company confirms, of a handler asks to close. */
const INSTEAD: Record<Hat, Instead> = {
  company: {
    cadre_progress: "add_detail",
    cadre_close: "confirm_resolved",
    cadre_return: "correct",
    cadre_dispute: "correct",
    cadre_transfer: "correct",
    cadre_extend: "add_detail",
    cadre_query: "ask_progress",
    cadre_accept: "noise",
    leader_instruction: "urge",
    visit_report: "report",
    announce_event: "noise",
  },
  liaison: { cadre_query: "cadre_query", rate: "rate" },
  handler: FROM_OFFICIAL,
  chief: { ...FROM_OFFICIAL, urge: "leader_instruction" },
  office: { ask_progress: "cadre_query", rate: "thanks" },
  leader: {
    ...FROM_OFFICIAL,
    urge: "leader_instruction",
    report: "leader_instruction",
    cadre_transfer: "leader_instruction",
  },
  unknown: {},
};

export interface RankedAct {
  act: Act;
  p: number;
}

const KNOWN: ReadonlySet<string> = new Set(ACTS);

/** Acts by probability as the classifier sees the words, read as said by this hat. */
export function rankActs(text: string, cues: ReadonlySet<Cue>, hat: Hat, model: LinearModel): RankedAct[] {
  const instead = INSTEAD[hat];
  const sums = new Map<Act, number>();
  for (const { label, score } of predict(model, { text, extra: factsOf(text, cues) }, model.labels.length)) {
    if (!KNOWN.has(label)) continue;
    const act = instead[label as Act] ?? (label as Act);
    sums.set(act, (sums.get(act) ?? 0) + score);
  }
  return [...sums].map(([act, p]) => ({ act, p })).sort((a, b) => b.p - a.p);
}
