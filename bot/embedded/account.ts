import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** An operating-system account that PostgreSQL may run as. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** Accounts that root hands the database to, best first. `nobody` is there on every system. */
const PREFERRED = ["postgres", "nobody", "daemon"];

function accounts(): Account[] {
  return readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .filter((fields) => fields.length >= 7)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }))
    .filter((account) => account.uid > 0);
}

/**
 * The account that PostgreSQL has to run as, or null when it can run as we do. PostgreSQL refuses to be root.
 * It needs a name in /etc/passwd (initdb looks its own up), so a bare number will not do.
 * @param owned a folder of an earlier start, if there is one: its owner goes on owning it
 */
export function runAs(owned?: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const known = accounts();
  const owner = owned ? known.find((account) => account.uid === statSync(owned, { throwIfNoEntry: false })?.uid) : null;
  const chosen = owner ?? PREFERRED.map((name) => known.find((account) => account.name === name)).find(Boolean);
  if (!chosen) throw new Error(`PostgreSQL does not run as root, and /etc/passwd has none of ${PREFERRED.join(", ")}`);
  return chosen;
}

/** Whether the account may enter every folder above `path` (a home with mode 700 is where it may not). */
export function reaches(account: Account | null, path: string): boolean {
  if (!account) return true;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    const bit = stat?.uid === account.uid ? 0o100 : stat?.gid === account.gid ? 0o010 : 0o001;
    if (stat && !(stat.mode & bit)) return false;
    if (folder === dirname(folder)) return true;
  }
}
