import { replayed } from "./replayed.ts";

replayed("talk to and fro", ["pingtao"], "dialogue.jsonl", new Set());
