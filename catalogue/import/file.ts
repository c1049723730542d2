import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Entry } from "./merge.ts";
import { ImportError } from "./types.ts";

/** Reads a catalogue file: one entry a line. A file that is not there is an empty catalogue. */
export function loadCatalogue(path: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  if (!existsSync(path)) return entries;
  readFileSync(path, "utf8")
    .split("\n")
    .forEach((line, at) => {
      if (!line.trim()) return;
      try {
        const entry = JSON.parse(line) as Entry;
        entries.set(entry.document.id, entry);
      } catch (error) {
        throw new ImportError(`${path}:${at + 1}: not an entry of a catalogue: ${(error as Error).message}`);
      }
    });
  return entries;
}

/** Writes beside the file and then takes its place, so that a stop in between leaves the old one whole. */
export function saveCatalogue(path: string, entries: ReadonlyMap<string, Entry>): void {
  const beside = `${path}.new`;
  writeFileSync(beside, [...entries.values()].map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  renameSync(beside, path);
}
