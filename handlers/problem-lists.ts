import { countersOfKind, type Listed, listed, rowWords } from "../desk/lists.ts";
import { leadName } from "../desk/ticket-words.ts";
import { mayReport } from "../domain/authority.ts";
import { type Counters, countersByUnit } from "../domain/problem-list.ts";
import { problemListXlsx } from "../reports/problem-list-xlsx.ts";
import { listWanted } from "../text/hearing/lists.ts";
import * as say from "../text/saying/problem-lists.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** "问题清单的三个数", "还有哪些没措施": the lists that were imported, as they stand now, for who is due figures. */
export const problemLists: Handler = {
  name: "problem-lists",

  claims: (segment) => segment.act === "list_counts",

  async handle(segments, scene) {
    const scope = mayReport(actorIn(scene).actor);
    if (!scope) return refuse(scene);
    const { text } = segments[0]!;
    const names = await scene.work.lists.listNames();
    const named = names.find((name) => text.includes(name)) ?? (names.length === 1 ? names[0] : undefined);
    const unit = unitIn(scene, text);
    const due = await listed(scene, named, scope === "all" ? undefined : scope);
    const entries = unit ? due.filter(({ ticket }) => ticket.lead === unit) : due;
    if (entries.length === 0) return scene.reply({ text: say.noList, privately: true });
    const title = `${named ? say.listTitle(named) : say.allLists}${unit ? leadName(scene, unit) : ""}`;
    const wanted = listWanted(text) ?? "counts";
    const counters = countersOfKind(entries, "问题");
    if (wanted !== "counts") {
      const nos = new Set(wanted === "no_measure" ? counters.noMeasure : counters.noResult);
      const rows = entries.filter(({ kind, ticket }) => kind === "问题" && nos.has(ticket.no));
      const words = rows.map((one) => rowWords(scene, one));
      const files = rows.length > say.SHOWN ? [await fileOf(scene, title, entries)] : [];
      return scene.reply({
        text: say.sayGap(title, wanted, words),
        tickets: [...nos].slice(0, say.SHOWN),
        files,
        privately: true,
      });
    }
    scene.reply({
      text: say.sayCounters(
        title,
        rowOf(title, counters),
        rowOf(title, countersOfKind(entries, "建议")),
        unitRows(scene, entries),
      ),
      files: [await fileOf(scene, title, entries)],
      privately: true,
    });
  },
};

async function fileOf(scene: Scene, title: string, entries: readonly Listed[]) {
  const total = rowOf("合计", countersOfKind(entries, "问题"));
  const rows = entries.map((one) => rowWords(scene, one));
  const name = `${say.listFileName(title)}.xlsx`;
  await scene.work.records.addAudit({ at: scene.now, actor: scene.speaker.id, event: "导出", detail: name });
  return scene.keepFile(name, await problemListXlsx(rows, [...unitRows(scene, entries), total]));
}

const unitRows = (scene: Scene, entries: readonly Listed[]): say.CounterRow[] =>
  [...countersByUnit(entries.flatMap(({ kind, ticket }) => (kind === "问题" ? [ticket] : [])))].map(([unit, own]) =>
    rowOf(unit === "" ? say.noUnit : leadName(scene, unit), own),
  );

const rowOf = (unit: string, counters: Counters): say.CounterRow => ({
  unit,
  collected: counters.collected.length,
  measured: counters.measured.length,
  solved: counters.solved.length,
  noMeasure: counters.noMeasure.length,
  noResult: counters.noResult.length,
});

/** The department that the words name, by the longest of its names. */
function unitIn({ town }: Scene, text: string): string | undefined {
  const named = town.departments
    .flatMap((d) => [d.name, d.id, ...d.aliases].map((name) => ({ id: d.id, name })))
    .filter(({ name }) => text.includes(name))
    .sort((a, b) => b.name.length - a.name.length);
  return named[0]?.id;
}
