import { replayed } from "./replayed.ts";

replayed("what staff say", ["langang", "fengxi"], "staff.jsonl", new Set());
