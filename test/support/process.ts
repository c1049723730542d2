import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

export interface RunningBot {
  /** Where it answers; rejects with what it said when it ends before. */
  ready: Promise<string>;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
  /** Everything that it has printed. */
  said(): string;
  signal(signal: NodeJS.Signals): void;
}

/** Starts the bot as `npm start` does, with nothing in its environment but what is given. */
export function startBot(env: Record<string, string>): RunningBot {
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", "bot/main.ts"], {
    cwd: root,
    env: { PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ended = new Promise<number | string>((resolve) =>
    child.once("close", (code, signal) => resolve(code ?? signal!)),
  );
  const ready = new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk;
      const url = /http:\/\/\S+:\d+/.exec(said)?.[0];
      if (url) resolve(url);
    };
    child.stdout!.on("data", listen);
    child.stderr!.on("data", listen);
    void ended.then(() => reject(new Error(`the bot ended: ${said}`)));
  });
  ready.catch(() => {});
  return { ready, ended, said: () => said, signal: (signal) => child.kill(signal) };
}
