import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import { type ChannelsConfig, parseChannels } from "./channels/config.ts";

export const ROLES = ["all", "bot", "worker", "web"] as const;
export type ProcessRole = (typeof ROLES)[number];

/** How this process is set up. `.env.example` says what each variable is for. */
export interface Config {
  host: string;
  port: number;
  /** Absolute. Files that came with messages, the log, and the embedded database. */
  dataDir: string;
  /** Absent: the embedded PostgreSQL. */
  databaseUrl?: string;
  /** Absent: the queue lives in the database. */
  redisUrl?: string;
  /** Which part of the bot this process is. */
  role: ProcessRole;
  /** The platforms that it speaks on; empty for a trial on this machine. */
  channels: ChannelsConfig;
  /** Whether the chat page is served; `auto`: on loopback, while no platform is connected. */
  chatPage: "on" | "off" | "auto";
}

/** Everything that is wrong with the environment, one line each. Values are never in it: some are secrets. */
export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(`The environment can not be used:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.name = "ConfigError";
  }
}

export type Env = Readonly<Record<string, string | undefined>>;

const url = (...schemes: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol),
      `expected an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(" or ")}`,
    );

const VARIABLES = z.object({
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "expected an address of this machine, e.g. 127.0.0.1 or 0.0.0.0")
    .default("127.0.0.1"),
  PORT: z
    .string()
    .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65535, "expected a whole number from 0 to 65535")
    .default("3000"),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: url("postgres:", "postgresql:").optional(),
  REDIS_URL: url("redis:", "rediss:").optional(),
  ROLE: z.enum(ROLES, `expected one of ${ROLES.join(", ")}`).default("all"),
  CHAT_PAGE: z.enum(["on", "off", "auto"], "expected on, off or auto").default("auto"),
});

/**
 * Reads the configuration out of an environment and a command line. A variable that is set to nothing is not set.
 * @throws ConfigError with every fault
 */
export function parseConfig(env: Env, args: readonly string[] = []): Config {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
  const faults: string[] = [];
  for (const [index, arg] of args.entries()) {
    const role = arg.startsWith("--role=")
      ? arg.slice("--role=".length)
      : args[index - 1] === "--role"
        ? arg
        : undefined;
    if (role !== undefined) given.ROLE = role;
    else if (arg !== "--role") faults.push(`argument ${index + 1}: expected nothing but --role ${ROLES.join("|")}`);
  }
  const parsed = VARIABLES.safeParse(given);
  for (const issue of parsed.error?.issues ?? []) faults.push(`${issue.path.join(".")}: ${issue.message}`);
  if (given.ROLE && given.ROLE !== "all" && !given.DATABASE_URL)
    faults.push("ROLE: parts that run apart need DATABASE_URL; the embedded database serves one process only");
  const channels = parseChannels(given);
  faults.push(...channels.faults);
  if (given.CHAT_PAGE === "on" && Object.keys(channels.config).length > 0)
    faults.push(
      "CHAT_PAGE: whoever opens the page speaks as anybody, so it can not be on while a platform is connected",
    );
  if (given.CHAT_PAGE === "on" && given.ROLE && given.ROLE !== "all")
    faults.push("CHAT_PAGE: the page is served by a bot in one process only; leave ROLE at all");
  if (faults.length || !parsed.success) throw new ConfigError(faults);
  const { data } = parsed;
  return {
    host: data.HOST,
    port: Number(data.PORT),
    dataDir: resolve(ROOT, data.DATA_DIR),
    ...(data.DATABASE_URL ? { databaseUrl: data.DATABASE_URL } : {}),
    ...(data.REDIS_URL ? { redisUrl: data.REDIS_URL } : {}),
    role: data.ROLE,
    channels: channels.config,
    chatPage: data.CHAT_PAGE,
  };
}

/** The clone. A relative DATA_DIR is meant from here, so that commands find the same data wherever they are called. */
const ROOT = resolve(import.meta.dirname, "..");

/** The configuration of this process: its environment, and for what is not set there the file `.env` of the clone. */
export function loadConfig(args: readonly string[] = []): Config {
  const file = resolve(ROOT, ".env");
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  return parseConfig({ ...fromFile, ...process.env }, args);
}
