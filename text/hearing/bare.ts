import type { Town } from "../../domain/town.ts";
import type { Act } from "../../domain/vocabulary.ts";
import { type HearingModels, hear } from "./index.ts";

/** What the labelled sets call our finer acts. */
export const ACTS_OF_SETS: Partial<Record<Act, Act>> = {
  praise: "thanks",
  cadre_accept: "cadre_progress",
  cadre_dispute: "cadre_return",
  rollcall_yes: "sign_up",
  rollcall_leave: "sign_up_cancel",
  snooze: "noise",
  consent: "noise",
  refuse: "noise",
  mute: "help",
  unmute: "help",
  take_over: "noise",
  give_back: "noise",
  bind: "help",
  announce_event: "noise",
  tell_profile: "add_detail",
  ask_eligible: "ask_policy",
};

/** A message by itself: no speaker, no chat, no history. */
export function readMessage(
  row: { id: string; text: string },
  town: Town,
  models: HearingModels,
): Record<string, unknown> {
  const at = new Date("2026-09-14T01:00:00Z");
  const reading = hear(
    {
      text: row.text,
      pieces: [{ text: row.text, type: "text", at }],
      attachments: 0,
      addressed: true,
      chat: { kind: "private", id: "-" },
      at,
    },
    {
      now: at,
      zone: town.zone,
      speaker: { id: "-", role: "other", liaisonFor: [] },
      town,
      tickets: [],
      recent: [],
    },
    models,
  );
  return {
    id: row.id,
    act: ACTS_OF_SETS[reading.act] ?? reading.act,
    issues: reading.segments.flatMap(({ issue }) =>
      issue ? [{ text: issue.text, title: issue.title, category: issue.category, urgency: issue.urgency }] : [],
    ),
    ...(reading.phone ? { phone: reading.phone } : {}),
    ...(reading.sentiment ? { sentiment: reading.sentiment } : {}),
  };
}
