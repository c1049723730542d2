import type { Bulletin, BulletinRow } from "../domain/bulletin.ts";
import {
  BULLETIN_COLUMNS,
  BULLETIN_FORMULAS,
  sayBulletinSummary,
  sayBulletinTitle,
  sayTopCategories,
} from "../text/saying/bulletin.ts";
import { type PaperPart, paperDocx } from "./paper.ts";

/** The bulletin as an official paper: title, summary, table, categories, how each figure is made. */
export function bulletinDocx(bulletin: Bulletin, nameOf: (department: string) => string): Promise<Uint8Array> {
  const cellOf = (row: BulletinRow, key: string) =>
    key === "dept" ? nameOf(row.dept) : String(row[key as keyof BulletinRow]);
  const text = (words: string): PaperPart => ({ kind: "text", text: words });
  return paperDocx(
    [
      { kind: "title", text: sayBulletinTitle(bulletin.period) },
      text(sayBulletinSummary(bulletin)),
      {
        kind: "table",
        head: BULLETIN_COLUMNS.map(([, title]) => title),
        rows: [...bulletin.rows, bulletin.total].map((row) => BULLETIN_COLUMNS.map(([key]) => cellOf(row, key))),
        widths: BULLETIN_COLUMNS.map(([key]) => (key === "dept" ? 2 : 1)),
        centred: true,
      },
      ...[sayTopCategories(bulletin), ...BULLETIN_FORMULAS].filter(Boolean).map(text),
    ],
    "official",
  );
}
