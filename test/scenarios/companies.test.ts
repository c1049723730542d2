import { replayed } from "./replayed.ts";

replayed("what companies say", ["yunlu", "xizhou"], "companies.jsonl", new Set());
