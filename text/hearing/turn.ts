import type { Town } from "../../domain/town.ts";
import { type Cue, cuesOf } from "./acts/cues.ts";
import { isCalm } from "./acts/danger.ts";
import { type Hat, hatOf, type RankedAct, rankActs } from "./acts/rank.ts";
import { withoutContact, withoutCourtesy, withoutMention } from "./clean.ts";
import {
  type BodyIndex,
  type CompanyIndex,
  compileBodies,
  compileCompanies,
  findPhones,
  maskSecrets,
  normalise,
  type SecretKind,
  scriptOf,
  secretsNoted,
} from "./fields/index.ts";
import { signupsOpen } from "./group.ts";
import type { LinearModel } from "./model/linear.ts";
import type { Heard, HearingContext } from "./reading.ts";
import { compileRoutes, type RouteIndex } from "./route.ts";

/** Classifiers, loaded by the composition root and handed in. */
export interface HearingModels {
  /** Labels are acts. */
  acts: LinearModel;
  /** Labels are category names. */
  categories: LinearModel;
}

/** A turn made ready: each form of its words once, and what is asked of them again and again. */
export interface Turn {
  heard: Heard;
  ctx: HearingContext;
  models: HearingModels;
  hat: Hat;
  /** Simplified, normalised, secrets masked; what may be stored. */
  masked: string;
  secrets: SecretKind[];
  script: "simplified" | "traditional";
  /** Without the bot's name and stickers. */
  said: string;
  /** Without courtesies too; may be empty. */
  core: string;
  cues: ReadonlySet<Cue>;
  phones: string[];
  /** The first one as it is called: with its extension. */
  callAt?: string;
  /** Spelled as typed in the text, for taking out of titles. */
  phoneWords: string[];
  /** What `ranked` found already. */
  known: Map<string, RankedAct[]>;
}

export function turnOf(heard: Heard, ctx: HearingContext, models: HearingModels): Turn {
  const normal = normalise(heard.text);
  const { text: masked, secrets: found } = maskSecrets(normal);
  // The inbox keeps nothing unmasked; only a number in pieces is found here.
  const secrets = [...new Set([...found, ...secretsNoted(normal)])];
  const said = withoutMention(masked, ctx.town.botName);
  const core = withoutCourtesy(said);
  const phones = findPhones(masked);
  return {
    heard,
    ctx,
    models,
    hat: hatOf(ctx.speaker),
    masked,
    secrets,
    script: scriptOf(heard.text),
    said,
    core,
    cues: cuesOf(said),
    phones: phones.map(({ number }) => number),
    phoneWords: phones.map(({ words }) => words),
    known: new Map(),
    ...(phones[0] ? { callAt: `${phones[0].number}${phones[0].extension ? `转${phones[0].extension}` : ""}` } : {}),
  };
}

const SEATS: readonly Cue[] = ["signs", "event", "goes"];

/** Acts of some words of a turn by probability. Greetings and thanks are judged with their courtesies on. */
export function ranked(turn: Turn, text: string): RankedAct[] {
  const before = turn.known.get(text);
  if (before) return before;
  const words = withoutContact(text);
  const cues = words === turn.said ? turn.cues : cuesOf(words);
  const acts = rankActs(words, cues, turn.hat, turn.models.acts);
  const danger = cues.has("hazard") && cues.has("now") && !isCalm(text);
  // Words that name no event, no seat and nobody who goes are no sign-up, where none is being taken.
  const seats =
    (turn.hat !== "company" && turn.hat !== "liaison") ||
    SEATS.some((cue) => cues.has(cue)) ||
    (turn.hat === "company" && /去|来|到|参|座|位|名|会|人/.test(words)) ||
    signupsOpen(turn.ctx);
  // What is on the books is never rewritten by words that say nothing of a mistake.
  const corrects = turn.hat !== "company" || cues.has("corrects") || cues.has("adds");
  // A plain question denounces nobody.
  const asks = cues.has("asks") || /([\u4e00-\u9fff])不\1/.test(words);
  const denounces = cues.has("denounces") || cues.has("official") || !asks;
  const found = acts.filter(
    ({ act }) =>
      (act !== "emergency" || danger) &&
      (seats || !act.startsWith("sign_up")) &&
      (corrects || act !== "correct" || acts.length === 1) &&
      (denounces || act !== "whistleblow"),
  );
  turn.known.set(text, found);
  return found;
}

interface TownIndex {
  companies: CompanyIndex;
  routes: RouteIndex;
  bodies: BodyIndex;
  /** Every name an enterprise goes by, longest first: taken out of titles and of what says the kind of a matter. */
  names: string[];
}

/** A town never changes, so what is made of it is made once. */
const INDEXES = new WeakMap<Town, TownIndex>();

export function indexOf(town: Town): TownIndex {
  let index = INDEXES.get(town);
  if (!index) {
    const names = new Set(
      town.enterprises.flatMap(({ name, short }) => [name, ...short]).filter((name) => name.length >= 2),
    );
    index = {
      companies: compileCompanies(town.enterprises),
      routes: compileRoutes(town),
      bodies: compileBodies(town.departments),
      names: [...names].sort((a, b) => b.length - a.length),
    };
    INDEXES.set(town, index);
  }
  return index;
}
