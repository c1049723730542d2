import { enumerated } from "./lists.ts";

const whom = (names: string[]): string => (names.length > 0 ? enumerated(names) : "");

export const takenOver = (names: string[]): string =>
  `好的，${whom(names)}您来回复，我只记录。交还给我时说“交回小助手”。`;

export const givenBack = (names: string[]): string => `好的，${whom(names)}我接着回复。`;

export const whichToTakeOver = "请写明是哪家企业，如“青禾这家我来回复”；在群里说“我来回”就是接管该群。";

export const nobodyThere = "这家企业还没有人绑定，没有可以接管的私聊。";

export const nothingTaken = "没有由您接管的会话。";
