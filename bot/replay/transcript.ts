import { clockOf, dayOf } from "../../domain/time.ts";
import type { Town } from "../../domain/town.ts";
import { sayDay } from "../../text/saying/dates.ts";
import type { replay } from "./replay.ts";
import type { Scenario } from "./scenario.ts";

type Result = Awaited<ReturnType<typeof replay>>;
interface Sent {
  at: string;
  to: { kind: string; id: string };
  text: string;
  files: { name: string }[];
}

/** A replayed scenario as people would read it: who wrote what where, and what the bot said to whom. */
export function transcriptOf(scenario: Scenario, result: Result, town: Town): string {
  const sent = result.sent as Sent[];
  const lines: { at: number; order: number; text: string }[] = [];
  let last = scenario.now;
  scenario.steps.forEach((step, i) => {
    if (!("from" in step)) return;
    last = step.at ?? (i === 0 ? scenario.now : new Date(last.getTime() + 5000));
    const chat = step.chat ?? scenario.chat;
    const where = chat.kind === "group" ? "群里" : "私聊";
    lines.push({
      at: last.getTime(),
      order: i,
      text: `${stamp(last, town)} ${step.from}（${where}）：${step.text ?? `[${step.type}]`}`,
    });
  });
  sent.forEach((message, i) => {
    const at = new Date(message.at);
    const whom = message.to.kind === "group" ? "群里" : message.to.id;
    const files = message.files.map((file) => `\n  [附件] ${file.name}`).join("");
    lines.push({
      at: at.getTime(),
      order: 1000 + i,
      text: `${stamp(at, town)} ${town.botName} → ${whom}：${message.text.replaceAll("\n", "\n  ")}${files}`,
    });
  });
  return lines
    .sort((a, b) => a.at - b.at || a.order - b.order)
    .map((line) => line.text)
    .join("\n");
}

const stamp = (at: Date, town: Town): string => `${sayDay(dayOf(at, town.zone))} ${clockOf(at, town.zone)}`;
