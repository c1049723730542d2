import { enumerated } from "./lists.ts";

const KEPT = "走访已记录：";
const ADDED = "已放进走访记录：";

export const visitKept = (companies: string[]): string => `${KEPT}${enumerated(companies)}。`;

export const addedToVisit = (companies: string[]): string => `${ADDED}${enumerated(companies)}。`;

/** Whether the bot said with these words that a visit is on the books. */
export const isVisitKept = (text: string): boolean => text.startsWith(KEPT) || text.startsWith(ADDED);
