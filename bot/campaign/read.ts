import { openWorkbook, readSheet, type SheetRow } from "../workbook/read.ts";
import { ROSTER, type RosterSheet } from "./sheets.ts";

export type RosterRows = Record<RosterSheet["part"], SheetRow[]>;

/**
 * Reads the rows of all sheets that a campaign knows, from however many workbooks.
 * @throws FileFault where a file is no workbook, or has none of the sheets
 */
export async function readRosters(
  files: readonly { name: string; bytes: Uint8Array }[],
  progress: (done: number, of: number) => void = () => {},
): Promise<{ rows: RosterRows; faults: string[] }> {
  const rows: RosterRows = { enterprises: [], cadres: [], tasks: [] };
  const faults: string[] = [];
  for (const [i, { name, bytes }] of files.entries()) {
    progress(i, files.length);
    const workbook = await openWorkbook(name, bytes);
    let known = 0;
    for (const sheet of workbook.worksheets) {
      const kind = ROSTER.find(({ titles, part }) => titles.includes(sheet.name.trim()) || sheet.name.trim() === part);
      if (!kind) continue;
      known++;
      readSheet(sheet, kind, name, rows[kind.part], faults);
    }
    if (known === 0)
      faults.push(
        `${name}: none of its sheets is called ${ROSTER.map(({ titles }) => titles[0]).join(", ")}: rename them`,
      );
  }
  progress(files.length, files.length);
  return { rows, faults };
}
