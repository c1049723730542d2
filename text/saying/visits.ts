import { enumerated } from "./lists.ts";

export const visitKept = (companies: string[]): string => `走访已记录：${enumerated(companies)}。`;
