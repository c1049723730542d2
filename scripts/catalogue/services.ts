import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { GUIDE_ELEMENTS } from "../../bot/conversation/town-keeper.ts";
import { ElementListSchema } from "../../catalogue/complete.ts";
import { type ReadServices, readServices } from "../../catalogue/import/services.ts";
import { ImportError } from "../../catalogue/import/types.ts";
import { bumpTown } from "../../store/bump.ts";
import type { Store } from "../../store/client.ts";
import { setSetting } from "../../store/records.ts";
import { saveServices } from "../../store/services.ts";

/**
 * Bundles and service promises among the files, in one transaction; what is faulty is named by row and left out.
 * @returns the files that hold documents, and how many rows were refused
 */
export async function takeServices(
  files: readonly string[],
  save: ((read: ReadServices) => Promise<void>) | null,
): Promise<{ rest: string[]; refused: number }> {
  const rest: string[] = [];
  const all: ReadServices = { bundles: [], promises: [], faults: [] };
  for (const path of files) {
    const read = await readAsServices(path);
    if (!read) {
      rest.push(path);
      continue;
    }
    for (const { place, reason } of read.faults) console.log(`拒收 ${path} ${place}：${reason}`);
    all.bundles.push(...read.bundles);
    all.promises.push(...read.promises);
    all.faults.push(...read.faults);
  }
  if (rest.length < files.length) {
    await save?.(all);
    console.log(
      `一件事 ${all.bundles.length} 项，服务承诺 ${all.promises.length} 项，拒收 ${all.faults.length} 处${save ? "" : "（未写入）"}`,
    );
  }
  return { rest, refused: all.faults.length };
}

async function readAsServices(path: string): Promise<ReadServices | undefined> {
  if (![".json", ".xlsx"].includes(extname(path).toLowerCase())) return undefined;
  try {
    return await readServices(path, await readFile(path));
  } catch (error) {
    // A workbook that cannot be read is told of where documents are read.
    if (!(error instanceof ImportError) || extname(path).toLowerCase() === ".xlsx") return undefined;
    return { bundles: [], promises: [], faults: [{ place: "", reason: error.message }] };
  }
}

export const saveServicesIn = (db: Store) => (read: ReadServices) =>
  db.$transaction(async (tx) => {
    await saveServices(tx, read);
    await bumpTown(tx);
  });

/** Keeps an office's own list of the elements of a guide. @throws ImportError naming what is wrong with it */
export async function keepElements(db: Store, path: string): Promise<number> {
  const parsed = ElementListSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success)
    throw new ImportError(
      `${path}：${parsed.error.issues.map((one) => `${one.path.join(".") || "文件"} ${one.message}`).join("；")}`,
    );
  await db.$transaction(async (tx) => {
    await setSetting(tx, GUIDE_ELEMENTS, parsed.data);
    await bumpTown(tx);
  });
  return parsed.data.elements.length;
}
