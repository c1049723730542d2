import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { Entry } from "./merge.ts";
import { ImportError } from "./types.ts";

const day = z.iso.date().nullable();
/** What has to be there for a document to be read; the rest is checked where it is written. */
const documentShape = z.looseObject({
  id: z.string().min(1),
  title: z.string().min(1),
  layer: z.enum(["政策", "细则", "指南"]),
  valid: z.tuple([day, day]).optional(),
  clauses: z.array(z.tuple([z.string(), z.string()])),
  elements: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  digest: z.string(),
});
const entryShape = z.looseObject({
  document: documentShape,
  version: z.number().int(),
  earlier: z.array(z.looseObject({ version: z.number().int(), document: documentShape })),
});

/**
 * Reads a catalogue file: one entry a line. A file that is not there is an empty catalogue.
 * @throws ImportError with line and field of every fault
 */
export function loadCatalogue(path: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  if (!existsSync(path)) return entries;
  const faults: string[] = [];
  for (const [at, line] of readFileSync(path, "utf8").split("\n").entries()) {
    if (!line.trim()) continue;
    try {
      const value = JSON.parse(line);
      const { error } = entryShape.safeParse(value);
      if (error) for (const issue of error.issues) faults.push(`${at + 1}: ${issue.path.join(".")}: ${issue.message}`);
      else entries.set(value.document.id, value as Entry);
    } catch (error) {
      faults.push(`${at + 1}: not JSON: ${(error as Error).message}`);
    }
  }
  if (faults.length > 0) throw new ImportError(`${path} is no catalogue:\n${faults.map((f) => `  ${f}`).join("\n")}`);
  return entries;
}

/** Writes beside the file and then takes its place, so that a stop in between leaves the old one whole. */
export function saveCatalogue(path: string, entries: ReadonlyMap<string, Entry>): void {
  const beside = `${path}.new`;
  writeFileSync(beside, [...entries.values()].map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  renameSync(beside, path);
}
