import { enterpriseById } from "../domain/recipients.ts";
import type { Segment } from "../text/hearing/reading.ts";
import type { DraftPayload } from "./ask.ts";
import type { Handler, OpenDraft, Scene } from "./scene.ts";

/** Acts that can be the answer to "what, and where?". */
const TELLING = new Set(["report", "add_detail", "correct", "noise", "urge", "confirm_resolved"]);
/** Of these a draft is completed only where the bot was listening for it: noise is usually just that. */
const WEAK = new Set(["noise", "confirm_resolved"]);

/** The answer to a question of ours: what was kept and the answer together are read as one turn. */
export const clarify: Handler = {
  name: "clarify",

  claims: (segment, scene) => waiting(scene).some((draft) => completes(draft, segment, scene)),

  async handle(segments, scene) {
    const draft = waiting(scene).find((d) => segments.some((s) => completes(d, s, scene)))!;
    const payload = draft.payload as DraftPayload;
    await scene.work.talk.closeDraft(draft.id, "done");
    const kept = payload.media.map((m) => ({ ...m, seq: BigInt(m.seq) }));
    const text =
      draft.kind === "which_company"
        ? withCompany(scene, draft, payload, chosen(scene, payload, segments[0]!)!)
        : `${draft.text}\n${scene.reading.maskedText}`;
    await scene.again(text, [...kept, ...scene.media]);
  },
};

const waiting = (scene: Scene): OpenDraft[] =>
  scene.drafts.filter((d) => d.chatId === scene.chat.id || scene.chat.kind === "private").reverse();

function completes(draft: OpenDraft, segment: Segment, scene: Scene): boolean {
  if (draft.kind === "which_company") return chosen(scene, draft.payload as DraftPayload, segment) !== null;
  if (draft.kind !== "detail" || !TELLING.has(segment.act)) return false;
  if (WEAK.has(segment.act)) return scene.asked?.draftId === String(draft.id) && segment.text.length >= 4;
  return true;
}

/** The enterprise that the answer names; by name, or by its place in the question. */
function chosen(scene: Scene, payload: DraftPayload, segment: Segment): string | null {
  const options = payload.options ?? [];
  const id = segment.company?.id ?? scene.reading.company?.id;
  if (id && (options.length === 0 || options.includes(id))) return id;
  const place = /^\s*(?:第)?([1-9一二三四五])(?:个|家)?[。！\s]*$/.exec(segment.text)?.[1];
  if (place) return options["一二三四五".indexOf(place) >= 0 ? "一二三四五".indexOf(place) : Number(place) - 1] ?? null;
  if (options.length === 0) return segment.company?.how === "unlisted" ? segment.company.written : null;
  const said = segment.text.trim();
  const fits = options.filter((option) => {
    const enterprise = enterpriseById(scene.town, option)!;
    return [enterprise.name, ...enterprise.short].some((name) => name !== payload.written && said.includes(name));
  });
  return fits.length === 1 ? fits[0]! : null;
}

/** The kept words with the full name where the unclear one, or none, stood. */
function withCompany(scene: Scene, draft: OpenDraft, payload: DraftPayload, company: string): string {
  const name = enterpriseById(scene.town, company)?.name ?? company;
  return payload.written ? draft.text.replaceAll(payload.written, name) : `${name}：${draft.text}`;
}
