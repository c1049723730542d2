import type { PolicyAnswer, PolicyQuestion } from "./answer.ts";
import type { Lexicon } from "./concepts.ts";
import { readQuestion } from "./question.ts";
import { simplify } from "./script.ts";

/** One of several questions of a turn, with its answer. */
export interface Answered {
  question: string;
  answer: PolicyAnswer;
}

const ASKS =
  /[？?]|[吗呢么嘛]$|多少|几[个万千百年月天成折次]|怎么|如何|咋|哪|什么|啥|谁|何时|多[久长]|有没有|([\u4e00-\u9fff])不\1|[能可会]不[能会可]|可否|能否|是否|行不行|还有效$/;

/** Lines, full stops, and what is added in a breath: "高企奖多少，扩岗补助呢". */
const CUT = /\n+|(?<=[。？?！!；;])|[，,](?=[^，,。？?\n]{2,14}呢[？?]?(?:\n|$))/;

/** The most questions that one turn is cut into; what comes after stays with the last. */
const MOST = 6;

/** The questions of a turn in their order, cut at lines and full stops; what does not ask stays with the next that does. */
export function questionsIn(text: string): string[] {
  const questions: string[] = [];
  let told = "";
  for (const piece of text.split(CUT)) {
    const words = piece.trim();
    if (words === "") continue;
    told = told === "" ? words : beside(told, words);
    if (!ASKS.test(words) || questions.length === MOST) continue;
    questions.push(told);
    told = "";
  }
  if (questions.length === 0) return [text];
  if (told !== "") questions.push(beside(questions.pop()!, told));
  return questions;
}

const beside = (first: string, second: string): string =>
  /[。？?！!；;，,]$/.test(first) ? `${first}${second}` : `${first}，${second}`;

/**
 * Answers each question of a turn by itself. A question that leans on the one before, or that the same policies answer,
 * is answered together with it: nobody is told the same clause twice in one message.
 */
export function answerEach(
  asked: PolicyQuestion,
  lexicon: Lexicon,
  answer: (asked: PolicyQuestion) => PolicyAnswer,
): Answered[] {
  const questions = questionsIn(asked.text);
  const whole = (): Answered[] => [{ question: asked.text, answer: answer(asked) }];
  if (questions.length === 1) return whole();
  const answered: Answered[] = [];
  const context = [...asked.context];
  for (const question of questions) {
    const last = answered.at(-1);
    const own = answer({ text: question, context });
    const joint = last && jointly(last, { question, answer: own }, asked, lexicon, answer);
    if (joint) answered.splice(-1, 1, joint);
    else answered.push({ question, answer: own });
    const said = answered.at(-1)!;
    context.push({ from: "user", text: question });
    context.push({ from: "bot", text: said.answer.text, citations: said.answer.citations });
  }
  // Sentences of one story: alone none is a question that the catalogue knows.
  return answered.some((one) => one.answer.answer === "found") ? answered : whole();
}

function jointly(
  last: Answered,
  next: Answered,
  asked: PolicyQuestion,
  lexicon: Lexicon,
  answer: (asked: PolicyQuestion) => PolicyAnswer,
): Answered | undefined {
  const question = beside(last.question, next.question);
  const joint = answer({ text: question, context: asked.context });
  if (joint.answer !== "found") return undefined;
  const covers = policiesOf(last.answer).every((one) => policiesOf(joint).includes(one));
  const coversBoth = covers && policiesOf(next.answer).every((one) => policiesOf(joint).includes(one));
  if (next.answer.answer === "found" && last.answer.answer === "found")
    return coversBoth ? { question, answer: joint } : undefined;
  return standsAlone(next.answer.answer === "found" ? last.question : next.question, lexicon)
    ? undefined
    : { question, answer: joint };
}

const policiesOf = ({ citations }: PolicyAnswer): string[] => citations.map((ref) => ref.split("#")[0]!);

/** Has a subject of its own. */
function standsAlone(question: string, lexicon: Lexicon): boolean {
  const { leansBack, topics, residues } = readQuestion(simplify(question), lexicon);
  if (topics.some((one) => one.weight >= (leansBack ? 1 : 0.5) && !one.incidental)) return true;
  return !leansBack && residues.reduce((sum, one) => sum + one.weight, 0) >= 0.5;
}
