import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A lock on a folder that the operating system lets go of when the process dies, however it dies: a listening socket.
 * On Linux it is an abstract one (no file is left behind); elsewhere a file, taken over when nobody answers on it.
 * @returns how to let go of it, or null when another process holds it
 */
export async function takeLock(folder: string): Promise<(() => Promise<void>) | null> {
  const name = `qinqing-${createHash("sha256").update(folder).digest("hex").slice(0, 24)}`;
  const abstract = process.platform === "linux";
  const path = abstract ? `\0${name}` : join(tmpdir(), `${name}.lock`);
  const first = await listen(path);
  if (first) return first;
  if (abstract || (await answers(path))) return null;
  rmSync(path, { force: true });
  return await listen(path);
}

function listen(path: string): Promise<(() => Promise<void>) | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(null) : reject(error),
    );
    server.listen(path, () => resolve(() => new Promise((done) => server.close(() => done()))));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
