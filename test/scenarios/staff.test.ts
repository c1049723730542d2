import { replayed } from "./replayed.ts";

/** Known to fail: the owner of a burst pipe where two bodies look after water. */
const OPEN = new Set(["L24"]);

replayed("what staff say", ["langang", "fengxi"], "staff.jsonl", OPEN);
