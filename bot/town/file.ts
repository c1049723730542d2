import type { Town } from "../../domain/town.ts";
import { pathOf } from "../file-fault.ts";
import { jsonOf, linesOf } from "./places.ts";
import { doubts as ruleDoubts } from "./rules.ts";
import { parseTown } from "./schema.ts";
import { unknownKeys } from "./shapes.ts";

/** A town as a file has it, and what of it is allowed and hardly meant ("12: departments[0].dutys: …"). */
export interface TownFile {
  town: Town;
  doubts: string[];
}

/**
 * Reads a town file.
 * @throws FileFault naming all faults with line and field
 */
export function readTownJson(text: string, source: string): TownFile {
  const input = jsonOf(text, source);
  // Lines cost a walk over the whole text: only who asks for one pays.
  let lineOf: ReturnType<typeof linesOf> | undefined;
  const where = (path: PropertyKey[]) => {
    lineOf ??= linesOf(text);
    return `${lineOf(path)}: ${pathOf(path)}`;
  };
  const town = parseTown(input, source, where);
  return { town, doubts: doubtsOf(town, unknownKeys(input), where) };
}

/** What is lawful in a town and still hardly meant. */
export function doubtsOf(town: Town, unknown: PropertyKey[][], where: (path: PropertyKey[]) => string): string[] {
  const told = new Set(town.people.map(({ department }) => department));
  const silent = town.departments.filter(({ id }) => !told.has(id)).map(({ id }) => id);
  return [
    ...unknown.map((path) => `${where(path)}: is no field that the bot knows`),
    ...ruleDoubts(town.rules).map(({ path, message }) => `${where(["rules", ...path])}: ${message}`),
    ...(silent.length > 0
      ? [`${where(["people"])}: nobody is listed for ${silent.join("、")}: the office has to pass on what is for them`]
      : []),
  ];
}
