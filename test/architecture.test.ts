import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** Which folders a folder may import from, besides itself. `*` = all. */
const MAY_IMPORT: Record<string, string[]> = {
  domain: [],
  text: ["domain"],
  store: ["domain"],
  catalogue: ["domain", "text", "types:store"],
  reports: ["domain", "text", "types:store"],
  desk: ["domain", "text", "types:store"],
  handlers: ["domain", "text", "catalogue", "reports", "desk", "types:store"],
  jobs: ["domain", "text", "catalogue", "reports", "desk", "types:store"],
  web: ["domain", "text", "catalogue", "reports", "desk", "types:store"],
  bot: ["*"],
};

/** The only files that may use a thing that would otherwise spread. */
const KEPT_TO: { what: string; pattern: RegExp; allowed: (file: string) => boolean }[] = [
  {
    what: "process.env",
    pattern: /process\.env/,
    allowed: (file) =>
      file === "bot/config.ts" || !/^(domain|text|store|catalogue|reports|desk|handlers|jobs|web|bot)\//.test(file),
  },
  {
    what: "Prisma",
    pattern: /from "(@prisma\/|.*\/generated\/)/,
    allowed: (file) => file.startsWith("store/") || file.startsWith("scripts/") || file.startsWith("test/"),
  },
  {
    what: "the clock in domain/ and text/",
    pattern: /new Date\(\)|Date\.now\(\)/,
    allowed: (file) => !/^(domain|text|desk|handlers)\//.test(file),
  },
  {
    what: "a Chinese sentence in domain/",
    pattern: /["'`][^"'`\n]*[\u4e00-\u9fff]{4,}[，。；！？][^"'`\n]*["'`]/,
    allowed: (file) => !file.startsWith("domain/"),
  },
];

function sources(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (name === "node_modules" || name === "generated") return [];
    if (statSync(join(root, path)).isDirectory()) return sources(path);
    return name.endsWith(".ts") ? [path] : [];
  });
}

const folders = Object.keys(MAY_IMPORT).filter((folder) => {
  try {
    return statSync(join(root, folder)).isDirectory();
  } catch {
    return false;
  }
});
const files = folders.flatMap(sources);

describe("the import table", () => {
  test.each(files)("%s", (file) => {
    const own = file.split("/")[0]!;
    const text = readFileSync(join(root, file), "utf8");
    const wrong: string[] = [];
    for (const [, typeOnly, from] of text.matchAll(/^(?:import|export)(\s+type)?[^;]*?from "(\.[^"]+)"/gm)) {
      const target = relative(root, resolve(root, dirname(file), from!));
      const folder = target.split("/")[0]!;
      const may = MAY_IMPORT[own]!;
      const ok =
        folder === own || may.includes("*") || may.includes(folder) || (typeOnly && may.includes(`types:${folder}`));
      if (!ok) wrong.push(target);
    }
    expect(wrong, `${own}/ may import ${MAY_IMPORT[own]!.join(", ") || "nothing"}`).toEqual([]);
  });

  test.each(KEPT_TO.map((rule) => [rule.what, rule] as const))("%s stays in its place", (_what, rule) => {
    const wrong = files.filter(
      (file) => !rule.allowed(file) && rule.pattern.test(readFileSync(join(root, file), "utf8")),
    );
    expect(wrong).toEqual([]);
  });
});
