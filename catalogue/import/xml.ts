import { XMLParser } from "fast-xml-parser";
import { ImportError } from "./types.ts";

/** A node of fast-xml-parser's ordered form: one key with its children, `:@` with its attributes, or `#text`. */
export type Node = Record<string, unknown>;

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: true,
});

export const nameOf = (node: Node): string => Object.keys(node).find((key) => key !== ":@") ?? "";
export const childrenOf = (node: Node): Node[] => {
  const inner = node[nameOf(node)];
  return Array.isArray(inner) ? (inner as Node[]) : [];
};
export const attribute = (node: Node | undefined, name: string): string | undefined =>
  (node?.[":@"] as Record<string, string> | undefined)?.[name];
export const child = (nodes: readonly Node[], name: string): Node | undefined =>
  nodes.find((node) => nameOf(node) === name);

export function parseXml(bytes: Uint8Array): Node[] {
  const text = new TextDecoder("utf-8").decode(bytes);
  if (/<!DOCTYPE|<!ENTITY/i.test(text.slice(0, 4096))) throw new ImportError("XML 带有实体声明，拒绝读取");
  try {
    return PARSER.parse(text) as Node[];
  } catch (error) {
    throw new ImportError(`XML 不完整：${(error as Error).message}`);
  }
}
