import { replayed } from "./replayed.ts";

replayed("what companies say", ["yunlu", "xizhou", "panxi"], "companies.jsonl", new Set());
