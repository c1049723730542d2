import { loadConfig } from "../../bot/config.ts";
import { publishedYears } from "../../bot/facts.ts";
import { openDatabase } from "../../bot/ground.ts";
import { policiesChanged } from "../../bot/town/import.ts";
import { loadCatalogue, saveCatalogue } from "../../catalogue/import/file.ts";
import {
  type Change,
  type Entry,
  fromPolicy,
  policyDigest,
  putDocument,
  toPolicy,
} from "../../catalogue/import/merge.ts";
import type { CatalogueDocument } from "../../catalogue/import/types.ts";
import { openStore } from "../../store/client.ts";
import { Ledger } from "../../store/ledger.ts";
import { loadPolicies, savePolicy } from "../../store/policies.ts";

/** Where imported documents go. */
export interface Target {
  entries: Map<string, Entry>;
  put(document: CatalogueDocument): Change;
  save(): Promise<void>;
  close(): Promise<void>;
}

export function fileTarget(path: string): Target {
  const entries = loadCatalogue(path);
  return {
    entries,
    put: (document) => putDocument(entries, document),
    save: async () => saveCatalogue(path, entries),
    close: async () => {},
  };
}

/** The database keeps earlier versions itself; only what differs from it is written. */
export async function databaseTarget(): Promise<Target> {
  const { store, close } = await openStoreOf();
  const entries = new Map<string, Entry>();
  const saved = new Map<string, string>();
  const changed: string[] = [];
  for (const policy of await loadPolicies(store.db)) {
    const document = fromPolicy(policy);
    entries.set(policy.id, { document, version: 1, earlier: [] });
    saved.set(policy.id, document.digest);
  }
  const first = saved.size === 0;
  return {
    entries,
    put: (document) => {
      // Links that were found or set after the first import are not in the file.
      const known = entries.get(document.id)?.document;
      for (const link of ["parent", "supersededBy", "status"] as const)
        if (document[link] === undefined && known?.[link] !== undefined) document[link] = known[link];
      return putDocument(entries, { ...document, digest: policyDigest(toPolicy(document)) });
    },
    save: async () => {
      const now = new Date();
      let position = 0;
      for (const { document } of entries.values()) {
        const policy = toPolicy(document);
        const digest = policyDigest(policy);
        if (saved.get(policy.id) !== digest) {
          await savePolicy(store.db, { ...policy, traits: policy.traits ?? [] }, position, now);
          changed.push(policy.id);
        }
        saved.set(policy.id, digest);
        position++;
      }
      // A first load is no news.
      await policiesChanged(new Ledger(store), publishedYears(), first ? [] : changed.splice(0), now);
    },
    close,
  };
}

export async function openStoreOf() {
  const database = await openDatabase(loadConfig(), { shared: true });
  const store = openStore(database.url);
  const close = async () => {
    await store.close();
    await database.close();
  };
  return { store, close };
}
