import type { z } from "zod";

/** Why a file cannot be used: every fault with its place. */
export class FileFault extends Error {
  constructor(
    readonly source: string,
    readonly faults: string[],
  ) {
    super(`${source} cannot be used:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.name = "FileFault";
  }
}

/** "people[3].department: no department …" for each issue of a zod error. */
export const faultsOf = (error: z.ZodError): string[] =>
  error.issues.map((issue) => `${pathOf(issue.path)}: ${issue.message}`);

export const pathOf = (path: PropertyKey[]): string =>
  path.map((part, i) => (typeof part === "number" ? `[${part}]` : `${i ? "." : ""}${String(part)}`)).join("") ||
  "(file)";
