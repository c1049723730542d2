import { createHash } from "node:crypto";
import type { Policy } from "../../domain/town.ts";
import type { CatalogueDocument } from "./types.ts";

/** A document in the catalogue with what it was before, newest first. */
export interface Entry {
  document: CatalogueDocument;
  version: number;
  /** Earlier editions; never cited, kept to be looked up. */
  earlier: { version: number; document: CatalogueDocument }[];
}

export type Change =
  | { kind: "added"; id: string; title: string }
  | { kind: "unchanged"; id: string; title: string }
  | { kind: "changed"; id: string; title: string; version: number; fields: FieldChange[] };

export interface FieldChange {
  /** "no", "valid", "第六条", "材料" … */
  field: string;
  before?: string;
  after?: string;
}

/** Puts a document into the catalogue by its identity. The same document again changes nothing. */
export function putDocument(catalogue: Map<string, Entry>, document: CatalogueDocument): Change {
  const known = catalogue.get(document.id);
  const { id, title } = document;
  if (!known) {
    catalogue.set(id, { document, version: 1, earlier: [] });
    return { kind: "added", id, title };
  }
  if (known.document.digest === document.digest) return { kind: "unchanged", id, title };
  const version = known.version + 1;
  const fields = diff(known.document, document);
  catalogue.set(id, {
    document,
    version,
    earlier: [{ version: known.version, document: known.document }, ...known.earlier],
  });
  return { kind: "changed", id, title, version, fields };
}

const FIELDS = [
  "title",
  "no",
  "issuer",
  "issuedOn",
  "layer",
  "valid",
  "status",
  "mode",
  "traits",
  "parent",
  "supersededBy",
] as const;

/** What differs, field by field and clause by clause. */
export function diff(before: CatalogueDocument, after: CatalogueDocument): FieldChange[] {
  const show = (value: unknown) =>
    value === undefined ? undefined : typeof value === "string" ? value : JSON.stringify(value);
  const changes = FIELDS.map((field) => change(field, show(before[field]), show(after[field])));
  const [left, right] = [new Map(before.clauses), new Map(after.clauses)];
  for (const label of new Set([...left.keys(), ...right.keys()]))
    changes.push(change(label, left.get(label), right.get(label)));
  for (const name of new Set([...Object.keys(before.elements), ...Object.keys(after.elements)]))
    changes.push(change(name, show(before.elements[name]), show(after.elements[name])));
  return changes.filter((one) => one !== undefined);
}

function change(field: string, before: string | undefined, after: string | undefined): FieldChange | undefined {
  if (before === after) return undefined;
  return { field, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/**
 * Fills in links that documents name by words: what one repeals is superseded by it, what a 细则 or 指南 carries out is
 * its parent. Links that were set by hand are kept. Returns the ids that were changed.
 */
export function linkDocuments(catalogue: ReadonlyMap<string, Entry>): string[] {
  const all = [...catalogue.values()].map((entry) => entry.document);
  const changed: string[] = [];
  const find = (words: string, self: CatalogueDocument) => {
    const plain = bare(words);
    return all.find(
      (one) => one !== self && (bare(one.title) === plain || (one.no !== undefined && bare(one.no) === plain)),
    );
  };
  for (const document of all) {
    for (const words of document.repeals) {
      const old = find(words, document);
      if (!old || old.supersededBy !== undefined) continue;
      old.supersededBy = document.id;
      old.status ??= "已废止";
      changed.push(old.id);
    }
    if (document.carriesOut === undefined || document.parent !== undefined) continue;
    const parent = find(document.carriesOut, document);
    if (!parent || parent.parent === document.id) continue;
    document.parent = parent.id;
    changed.push(document.id);
  }
  return changed;
}

const bare = (text: string): string => text.normalize("NFKC").replace(/[\s《》〔〕[\]（）()"“”]/g, "");

/** The form in which the rest of the product knows a document. */
export function toPolicy(document: CatalogueDocument): Policy {
  const { id, title, no, layer, issuer, issuedOn, parent, valid, status, supersededBy, mode, traits } = document;
  const { clauses, elements, conditions } = document;
  return {
    id,
    title,
    layer,
    clauses: Object.fromEntries(clauses),
    elements,
    ...(no ? { no } : {}),
    ...(parent ? { parent } : {}),
    ...(valid ? { valid } : {}),
    ...(status ? { status } : {}),
    ...(supersededBy ? { supersededBy } : {}),
    ...(mode ? { mode } : {}),
    ...(issuer ? { issuer } : {}),
    ...(issuedOn ? { issuedOn } : {}),
    ...(traits?.length ? { traits } : {}),
    ...(conditions === undefined ? {} : { conditions }),
  };
}

/** The same whatever order a database hands keys back in. */
export function policyDigest(policy: Policy): string {
  const elements = Object.entries(policy.elements).sort(([a], [b]) => (a < b ? -1 : 1));
  const rest = { ...policy, clauses: Object.entries(policy.clauses), elements };
  const sorted = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}

/** A policy of the database as a document that others are compared with. */
export function fromPolicy(policy: Policy): CatalogueDocument {
  const { clauses, ...rest } = policy;
  return {
    ...rest,
    clauses: Object.entries(clauses),
    repeals: [],
    attachments: [],
    damaged: [],
    digest: policyDigest(policy),
  };
}
