import type { Day } from "./town.ts";

/** 一件事一次办: what takes several departments, done at one window in a fixed order. */
export interface Bundle {
  id: string;
  name: string;
  /** Other ways in which people call it. */
  also: string[];
  /** In their order. */
  steps: BundleStep[];
  materials: string[];
  /** Where all of it is handed in. */
  window: string;
  phone?: string;
  /** The document that it rests on. */
  source?: string;
}

export interface BundleStep {
  name: string;
  /** As written: an id or name of the town's, or of a body outside it. */
  department: string;
  /** Working days. */
  days?: number;
}

/** How soon a service is promised, counted from the day on which the application is accepted. */
export interface ServicePromise {
  id: string;
  name: string;
  also: string[];
  /** What of it is meant, where terms differ: 低压, 中压. */
  variant?: string;
  days: number;
  unit: "natural" | "working";
  department?: string;
  source?: string;
  /** Categories of tickets beside which it is shown ("供气"). Empty: any whose words name the service. */
  categories: string[];
}

/** What of a promise is worth saying beside a ticket's own dates: only what would be over sooner. */
export const isSooner = (promisedEnd: Day, resolveBy: Day | null): boolean =>
  resolveBy === null || promisedEnd < resolveBy;
