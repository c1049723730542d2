import { FileFault } from "../file-fault.ts";

/**
 * The value of a JSON text.
 * @throws FileFault with the line where it stops being JSON
 */
export function jsonOf(text: string, source: string): unknown {
  const bare = text.replace(/^\ufeff/, "");
  try {
    return JSON.parse(bare);
  } catch (error) {
    const { message } = error as Error;
    const at = /position (\d+)/.exec(message)?.[1] ?? (/end of JSON/.test(message) ? bare.length : undefined);
    const line = at === undefined ? "" : `${bare.slice(0, Number(at)).split("\n").length}: `;
    throw new FileFault(source, [`${line}not JSON: ${message.replace(/ \(line.*\)$/, "")}`]);
  }
}

/** Where each value of a JSON text stands: faults are named with their line. The text has been parsed before. */
export function linesOf(text: string): (path: PropertyKey[]) => number {
  const lines = new Map<string, number>();
  let at = 0;
  let line = 1;
  const next = () => {
    if (text[at] === "\n") line++;
    return text[at++];
  };
  const skip = () => {
    while (at < text.length && /[\s,:\ufeff]/.test(text[at]!)) next();
  };
  const string = (): string => {
    const start = at;
    next();
    while (text[at] !== '"') {
      if (text[at] === "\\") next();
      next();
    }
    next();
    return JSON.parse(text.slice(start, at)) as string;
  };
  const value = (path: string): void => {
    skip();
    lines.set(path, line);
    if (text[at] === "{") {
      next();
      for (skip(); text[at] !== "}"; skip()) value(join(path, string()));
      next();
    } else if (text[at] === "[") {
      next();
      let index = 0;
      for (skip(); text[at] !== "]"; skip()) value(join(path, index++));
      next();
    } else if (text[at] === '"') string();
    else while (at < text.length && !/[\s,}\]]/.test(text[at]!)) next();
  };
  value("");
  return (path) => {
    // A missing value is named by what it is missing in.
    for (let length = path.length; length >= 0; length--) {
      const found = lines.get(path.slice(0, length).reduce(join, ""));
      if (found !== undefined) return found;
    }
    return 1;
  };
}

const join = (path: string, key: PropertyKey): string => `${path}\u0000${String(key)}`;
