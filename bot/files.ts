import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface KeptFile {
  name: string;
  bytes: number;
  path: string;
}

/** Where files lie that the bot makes or receives: by their content, so that the same file is kept once. */
export class FileShelf {
  constructor(private readonly folder: string) {}

  keep(name: string, content: Uint8Array): KeptFile {
    const hash = createHash("sha256").update(content).digest("hex");
    const folder = join(this.folder, hash.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    // The name is for people; on disk stands only the hash, so no name can lead out of the folder.
    const path = join(folder, hash);
    writeFileSync(path, content);
    return { name, bytes: content.byteLength, path };
  }
}
