import type { CatalogueCheck } from "../../catalogue/complete.ts";
import type { Change } from "../../catalogue/import/merge.ts";
import type { Refused, Source } from "../../catalogue/import/types.ts";

const SHOWN = 8;

/** What the whole catalogue lacks. */
export function report({ guides, chain, withoutGuide }: CatalogueCheck, total: number, elements: number): void {
  console.log(`目录共 ${total} 份文件`);
  console.log(`指南要素不全 ${guides.length} 份（应有 ${elements} 项）`);
  for (const one of guides) {
    console.log(`  ${one.policy.id} ${one.policy.title}：缺 ${one.missing.join("、") || "无"}`);
    if (one.empty.length) console.log(`    有名无内容：${one.empty.join("、")}`);
  }
  console.log(`没有指南的现行政策 ${withoutGuide.length} 份`);
  for (const one of withoutGuide) console.log(`  ${one.id} ${one.title}`);
  console.log(`链条问题 ${chain.length} 处`);
  const words = {
    missing_parent: "上位文件不在目录中",
    parent_cycle: "上下位关系成环",
    missing_successor: "替代文件不在目录中",
    guide_without_policy: "指南没有所属政策",
    guide_of_ended_policy: "指南所属政策已失效",
  };
  for (const one of chain) console.log(`  ${one.policy}：${words[one.fault]}（${one.detail}）`);
}

export const where = (source: Source): string =>
  source.row === undefined ? source.path : `${source.path}:${source.row}`;

/** Progress stands on standard error: a bar on a terminal, silence in a pipe. */
export function progress(at: number, of: number, name: string): void {
  if (!process.stderr.isTTY) return;
  const width = 24;
  const full = Math.round((at / Math.max(1, of)) * width);
  process.stderr.write(`\r\x1b[2K[${"█".repeat(full)}${" ".repeat(width - full)}] ${at}/${of} ${name.slice(-50)}`);
}

export function line(text: string): void {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
  console.log(text);
}

export function tellRefused({ source, reason, damage }: Refused): void {
  line(`拒收 ${where(source)}：${reason}`);
  for (const one of damage.slice(0, SHOWN)) console.log(`    ${one.place} …${one.words}…（${one.why}）`);
  if (damage.length > SHOWN) console.log(`    另有 ${damage.length - SHOWN} 处`);
}

export function tellChange(change: Change, warnings: string[], damaged: number): void {
  if (change.kind === "unchanged") return;
  const notes = [...warnings, ...(damaged ? [`损坏 ${damaged} 处，已标记`] : [])];
  line(
    `${change.kind === "added" ? "新增" : `更新（第 ${change.version} 版）`} ${change.id} ${change.title}${notes.length ? `（${notes.join("；")}）` : ""}`,
  );
  if (change.kind !== "changed") return;
  for (const { field, before, after } of change.fields.slice(0, SHOWN)) {
    if (before !== undefined) console.log(`    - ${field}：${before.slice(0, 120)}`);
    if (after !== undefined) console.log(`    + ${field}：${after.slice(0, 120)}`);
  }
  if (change.fields.length > SHOWN) console.log(`    另有 ${change.fields.length - SHOWN} 处不同`);
}
