import type { Day, Policy } from "../../domain/town.ts";

/** What a parser makes of a file: lines of text and tables in their order. */
export interface RawDocument {
  /** A title that the format itself names (HTML's title, a sheet's cell); often the site's name rather than the document's. */
  title?: string;
  parts: Part[];
  /** Names or addresses of attached files. */
  attachments: string[];
}

export type Part = { kind: "line"; text: string } | { kind: "table"; rows: string[][] };

/** A stretch of text that a wrong conversion has damaged. */
export interface Damage {
  /** "第3行". */
  place: string;
  words: string;
  why: "replacement" | "mojibake" | "private_use" | "control" | "pinyin" | "odd_signs";
}

/** One document as the catalogue keeps it. */
export interface CatalogueDocument {
  /** Same for every edition of one document: from its 文号, else from its title. */
  id: string;
  title: string;
  no?: string;
  issuer?: string;
  issuedOn?: Day;
  layer: Policy["layer"];
  valid?: [Day | null, Day | null];
  status?: string;
  mode?: Policy["mode"];
  traits?: Policy["traits"];
  parent?: string;
  supersededBy?: string;
  /** Label → exact words, in the document's order. */
  clauses: [string, string][];
  elements: Record<string, string | string[]>;
  conditions?: unknown;
  /** Titles or numbers of documents that this one repeals, and of the one that it carries out. */
  repeals: string[];
  carriesOut?: string;
  attachments: string[];
  /** Only in a forced import: what is not to be trusted. */
  damaged: Damage[];
  /** SHA-256 of all that is above: equal means nothing changed. */
  digest: string;
}

export interface Source {
  path: string;
  /** Row or line in a file of many documents, counted from 1. */
  row?: number;
}

export interface Imported {
  kind: "imported";
  source: Source;
  document: CatalogueDocument;
  /** What the importer is not sure of: no 文号 found, no clauses, … */
  warnings: string[];
}

export interface Refused {
  kind: "refused";
  source: Source;
  /** What to do about it, for the person at the screen. */
  reason: string;
  damage: Damage[];
}

/** Bounds that keep a hostile or broken file from taking the machine. */
export const LIMITS = {
  /** Bytes of a file on disk. */
  file: 64 * 1024 * 1024,
  /** Bytes of one part of a packed file (docx, xlsx) when unpacked. */
  part: 96 * 1024 * 1024,
  /** Unpacked bytes for one packed byte; text rarely passes 30. */
  ratio: 200,
  pages: 2_000,
  /** Characters of one document. */
  text: 4_000_000,
  /** Cells of one sheet. */
  cells: 2_000_000,
  /** Nesting of HTML and XML. */
  depth: 400,
};

export class ImportError extends Error {}
