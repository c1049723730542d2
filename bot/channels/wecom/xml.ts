/**
 * The XML of WeCom's callbacks: no DTD, no entities but the five of XML itself, every leaf a string (a MsgId of 64
 * bits does not survive as a number), white space in a leaf kept.
 */

import { XMLParser, XMLValidator } from "fast-xml-parser";
import { CallbackRefused } from "./crypto.ts";

export type XmlValue = string | XmlNode | XmlValue[];
export interface XmlNode {
  [tag: string]: XmlValue;
}

const CDATA = "#cdata";
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: CDATA,
});

type Ordered = Record<string, unknown>;

const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function decodeReferences(text: string): string {
  return text.replace(/&([^;&\s]{0,10});?/g, (whole, name: string) => {
    const code = /^#x[0-9a-f]{1,6}$/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    if (Object.hasOwn(NAMED, name)) return NAMED[name]!;
    if (name.startsWith("#") && code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
    throw new CallbackRefused("xml", `entity ${whole.slice(0, 12)} is not allowed`);
  });
}

function leafText(children: Ordered[]): string {
  let text = "";
  for (const child of children) {
    if ("#text" in child) text += decodeReferences(String(child["#text"]));
    else if (CDATA in child) for (const part of child[CDATA] as Ordered[]) text += String(part["#text"]);
  }
  return text;
}

/** Children of one tag name become a list when there are several; a node of equal children only stays a node. */
function node(children: Ordered[]): XmlValue {
  const elements = children.filter((c) => !("#text" in c) && !(CDATA in c));
  if (elements.length === 0) return leafText(children);
  const out: XmlNode = Object.create(null) as XmlNode;
  for (const element of elements) {
    const [tag, inner] = Object.entries(element)[0]!;
    const value = node(inner as Ordered[]);
    const before = out[tag];
    out[tag] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  return out;
}

/** The content of the root element `<xml>`. Throws `CallbackRefused("xml")` on anything that is not plain, whole XML. */
export function parseXml(text: string): XmlNode {
  const bare = text.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, "");
  if (bare.includes("<!")) throw new CallbackRefused("xml", "declarations (DTD, entities, comments) are not allowed");
  let roots: Ordered[];
  try {
    if (XMLValidator.validate(text) !== true) throw new Error("not well-formed");
    roots = parser.parse(text) as Ordered[];
  } catch {
    throw new CallbackRefused("xml", "not well-formed XML");
  }
  const elements = roots.filter((c) => !("#text" in c));
  const root = elements.length === 1 ? (elements[0] as Ordered).xml : undefined;
  if (!Array.isArray(root)) throw new CallbackRefused("xml", "expected one <xml> element");
  const content = node(root as Ordered[]);
  return typeof content === "string" ? {} : (content as XmlNode);
}

/** A leaf as text; "" when absent or not a leaf. The first of several. */
export function leaf(from: XmlNode, ...tags: string[]): string {
  for (const tag of tags) {
    const value = from[tag];
    const one = Array.isArray(value) ? value[0] : value;
    if (typeof one === "string") return one;
  }
  return "";
}

/** All nodes of that name, whether one or many. */
export function nodes(from: XmlNode, tag: string): XmlNode[] {
  const value = from[tag];
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.filter((v): v is XmlNode => typeof v === "object" && !Array.isArray(v));
}

export function leaves(from: XmlNode, tag: string): string[] {
  const value = from[tag];
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.filter((v): v is string => typeof v === "string");
}

/** `<xml>` with every leaf in CDATA, as the platform writes it. A list repeats its tag. */
export function writeXml(content: XmlNode): string {
  const cdata = (text: string) => `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
  const write = (value: XmlValue): string =>
    typeof value === "string"
      ? cdata(value)
      : Object.entries(value as XmlNode)
          .flatMap(([tag, v]) => (Array.isArray(v) ? v : [v]).map((one) => `<${tag}>${write(one)}</${tag}>`))
          .join("");
  return `<xml>${write(content)}</xml>`;
}
