import * as say from "../text/saying/review.ts";
import { type PaperPart, paperDocx } from "./paper.ts";

/** The paper for the monthly review: each topic with its facts, the proposal, and a table of its tickets. */
export const reviewDocx = (period: string, topics: readonly say.TopicWords[]): Promise<Uint8Array> =>
  paperDocx(reviewPaper(period, topics));

export const reviewPaper = (period: string, topics: readonly say.TopicWords[]): PaperPart[] => [
  { kind: "title", text: say.reviewTitle(period) },
  ...topics.flatMap((topic, i): PaperPart[] => [
    { kind: "heading", text: say.topicHeading(topic, i) },
    { kind: "text", text: `${say.topicFacts(topic)}。${say.proposalOf(topic)}` },
    {
      kind: "table",
      head: say.TICKET_HEADS,
      rows: topic.tickets.map(({ no, company, title, unit, status }) => [no, company, title, unit, status]),
      widths: say.TICKET_WIDTHS,
    },
  ]),
  ...say.REVIEW_FORMULAS.map((text): PaperPart => ({ kind: "text", text })),
];
