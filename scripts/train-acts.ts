import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { actRow } from "../text/hearing/acts/rows.ts";
import { encodeModel, predict, type Row, trainLinear } from "../text/hearing/model/linear.ts";

/**
 * Learns the classifier of acts: `npm run train:acts [-- --messages DIR --issues DIR --out FILE]`.
 * `held.jsonl` is kept back and only scored. Of the single matters of data/issues one in eight is learnt as a report:
 * all of them would teach that words of trouble are always a report (measured: act accuracy falls from 0.83 to 0.73).
 */
const root = resolve(import.meta.dirname, "..");
const ISSUE_SHARE = 8;

interface Labelled {
  text: string;
  act: string;
}

function option(name: string, fallback: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1]! : fallback;
}

function rowsOf<T>(folder: string, wanted: (file: string) => boolean): T[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".jsonl") && wanted(file))
    .sort()
    .flatMap((file) =>
      readFileSync(join(folder, file), "utf8")
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => JSON.parse(line) as T),
    );
}

const messages = option("messages", join(root, "data/messages"));
const issues = option("issues", join(root, "data/issues"));
const learnt = rowsOf<Labelled>(messages, (file) => file !== "held.jsonl");
const held = rowsOf<Labelled>(messages, (file) => file === "held.jsonl");
const rows: Row[] = learnt.map(({ text, act }) => actRow(text, act));
rowsOf<{ text: string }>(issues, () => true).forEach(({ text }, i) => {
  if (i % ISSUE_SHARE === 0) rows.push(actRow(text, "report"));
});

const model = trainLinear(rows, { minRows: 1, cost: 3, maxFeatures: 60_000 });
const bytes = encodeModel(model);
writeFileSync(option("out", join(root, "data/models/acts.bin")), bytes);

let right = 0;
for (const { text, act } of held) if (predict(model, actRow(text, act), 1)[0]!.label === act) right++;
process.stderr.write(
  `${rows.length} rows, ${model.labels.length} acts, ${(bytes.length / 1e6).toFixed(1)} MB; words alone, held back: ${right}/${held.length}\n`,
);
