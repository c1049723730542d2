import { withoutContact, withoutMention } from "../clean.ts";
import { normalise } from "../fields/index.ts";
import type { Row } from "../model/linear.ts";
import { cuesOf, factsOf } from "./cues.ts";

/** One labelled message as the classifier of acts learns it: the same forms of the words that it is asked about. */
export function actRow(text: string, act: string, weight = 1): Row {
  const said = withoutContact(withoutMention(normalise(text), "小助手"));
  return { text: said, label: act, extra: factsOf(said, cuesOf(said)), weight };
}
