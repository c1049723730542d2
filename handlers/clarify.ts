import { enterpriseById } from "../domain/recipients.ts";
import { isForOneself } from "../text/hearing/fields/signup.ts";
import { overlap } from "../text/hearing/overlap.ts";
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
    const text = completed(scene, draft, payload, segments[0]!);
    await scene.again(text, [...kept, ...scene.media]);
  },
};

const AT_WORK_ON_IT = new Set([
  "cadre_accept",
  "cadre_progress",
  "cadre_close",
  "cadre_extend",
  "cadre_query",
  "snooze",
]);

const waiting = (scene: Scene): OpenDraft[] =>
  scene.drafts.filter((d) => d.chatId === scene.chat.id || scene.chat.kind === "private").reverse();

function completes(draft: OpenDraft, segment: Segment, scene: Scene): boolean {
  if (draft.kind === "which_company")
    return chosen(scene, draft.payload as DraftPayload, segment) !== null || hasNone(draft, scene);
  if (draft.kind === "which_ticket") return chosenTicket(scene, draft.payload as DraftPayload, segment) !== null;
  if (draft.kind !== "detail") return false;
  const { ticketNo, returns } = draft.payload as DraftPayload;
  // Half a move of a ticket: whatever its owner says next in answer completes it; but work that is told of is no return.
  if (ticketNo)
    return (
      scene.asked?.draftId === String(draft.id) &&
      !["help", "greeting", "thanks", "injection"].includes(segment.act) &&
      !(returns && AT_WORK_ON_IT.has(segment.act))
    );
  if (!TELLING.has(segment.act)) return false;
  if (WEAK.has(segment.act)) return scene.asked?.draftId === String(draft.id) && segment.text.length >= 4;
  return true;
}

/** "我还没有公司" answers for whom it is, where any company could have been named. */
const hasNone = (draft: OpenDraft, scene: Scene): boolean =>
  (draft.payload as DraftPayload).options === undefined && isForOneself(scene.reading.maskedText);

/** The kept words, made whole by the answer. */
function completed(scene: Scene, draft: OpenDraft, payload: DraftPayload, answer: Segment): string {
  if (draft.kind === "which_company" && hasNone(draft, scene)) return `${draft.text}，${scene.reading.maskedText}`;
  if (draft.kind === "which_company") return withCompany(scene, draft, payload, chosen(scene, payload, answer)!);
  if (draft.kind === "which_ticket") return `${chosenTicket(scene, payload, answer)} ${draft.text}`;
  if (payload.ticketNo) return `${payload.ticketNo} ${draft.text}，${scene.reading.maskedText}`;
  // The answer says what it is about; what was kept only asked for help.
  return `${scene.reading.maskedText}\n${draft.text}`;
}

/** Longer words tell something of their own: they name a ticket in passing and are no answer to "which one?". */
const MERE_NAME = 14;
const NAMING: ReadonlySet<string> = new Set(["add_detail", "noise", "ask_progress", "urge"]);

/** The ticket that the answer names: by number, by place in the question, or by words that only one title has. */
function chosenTicket(scene: Scene, payload: DraftPayload, segment: Segment): string | null {
  const options = payload.options ?? [];
  const named = options.find((no) => segment.ticketNos.includes(no) || segment.text.includes(no));
  if (named) return named;
  const place = placeIn(segment.text, options.length);
  if (place !== null) return options[place] ?? null;
  if (segment.text.length > MERE_NAME && !NAMING.has(segment.act)) return null;
  const among = scene.tickets.filter((t) => options.includes(t.no));
  const company = segment.company?.id;
  const ofCompany = company ? among.filter((t) => t.company === company) : [];
  if (ofCompany.length === 1) return ofCompany[0]!.no;
  const scored = (ofCompany.length > 0 ? ofCompany : among)
    .map((t) => ({ no: t.no, score: overlap(segment.text, `${t.title} ${t.text}`) }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  return best && best.score >= 0.2 && best.score >= 2 * (second?.score ?? 0) ? best.no : null;
}

/** "2", "第二个", "最后一件" as a place from 0. */
function placeIn(text: string, length: number): number | null {
  const word = /^\s*(?:第)?([1-9一二三四五]|最后一?)(?:个|家|件|条)?[。！\s]*$/.exec(text)?.[1];
  if (!word) return null;
  if (word.startsWith("最后")) return length - 1;
  const han = "一二三四五".indexOf(word);
  return han >= 0 ? han : Number(word) - 1;
}

/** The enterprise that the answer names; by name, or by its place in the question. */
function chosen(scene: Scene, payload: DraftPayload, segment: Segment): string | null {
  const options = payload.options ?? [];
  const id = segment.company?.id ?? scene.reading.company?.id;
  if (id && (options.length === 0 || options.includes(id))) return id;
  const place = placeIn(segment.text, options.length);
  if (place !== null) return options[place] ?? null;
  if (options.length === 0) return segment.company?.how === "unlisted" ? segment.company.written : null;
  const said = segment.text.trim();
  const fits = options.filter((option) => {
    const enterprise = enterpriseById(scene.town, option)!;
    return [enterprise.name, ...enterprise.short].some((name) => name !== payload.written && said.includes(name));
  });
  if (fits.length === 1) return fits[0]!;
  const told = options.filter((option) => tellsApart(scene, option, options, said));
  if (told.length === 1)
    return /^(?:不是|不属于|没在)/.test(said)
      ? options.length === 2
        ? options.find((o) => o !== told[0])!
        : null
      : told[0]!;
  const hinted = options.filter((option) => hintsAt(scene, option, options, said));
  return hinted.length === 1 && !/不是|不属于/.test(said) ? hinted[0]! : null;
}

/** "做塑料的那家" of 大海塑业 and 大海五金: one telling character that only this one of the names has. */
function hintsAt(scene: Scene, option: string, options: string[], said: string): boolean {
  const signsOf = (id: string) => {
    const { name, short } = enterpriseById(scene.town, id)!;
    return [...[name, ...short].join("").replace(/有限|责任|股份|公司|集团|厂|制品|实业|科技|[()（）]/g, "")];
  };
  const others = new Set(options.filter((id) => id !== option).flatMap(signsOf));
  return said.length <= 16 && signsOf(option).some((sign) => !others.has(sign) && said.includes(sign));
}

/** "包装那家": two characters that only this one of the names has. */
function tellsApart(scene: Scene, option: string, options: string[], said: string): boolean {
  const pairsOf = (id: string) => {
    const { name, short } = enterpriseById(scene.town, id)!;
    return [name, ...short].flatMap((one) => Array.from({ length: one.length - 1 }, (_, i) => one.slice(i, i + 2)));
  };
  const others = new Set(options.filter((id) => id !== option).flatMap(pairsOf));
  return pairsOf(option).some((pair) => !others.has(pair) && said.includes(pair));
}

/** The kept words with the full name where the unclear one, or none, stood. */
function withCompany(scene: Scene, draft: OpenDraft, payload: DraftPayload, company: string): string {
  const name = enterpriseById(scene.town, company)?.name ?? company;
  return payload.written ? draft.text.replaceAll(payload.written, name) : `${name}：${draft.text}`;
}
