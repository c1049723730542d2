import { replayed } from "./replayed.ts";

replayed("people on their phones", ["cangping", "jujiang"], "phones.jsonl", new Set());
