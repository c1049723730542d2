/**
 * The town that the bot serves: who is there, by what rules, with which policies and events.
 *
 *     npm run town -- check FILE
 *     npm run town -- import FILE [--yes]
 *     npm run town -- template OUT.xlsx
 *     npm run town -- invite ENTERPRISE_ID [--role 负责人|联系人|经办人] [--uses N] [--days N] [--qr OUT.png] [--link TEXT]
 *     npm run town -- codes OUT.docx [ENTERPRISE_ID…] [--park NAME] [--all] [--role …] [--uses N] [--days N] [--link TEXT]
 *
 * FILE is a town file (.json) or a workbook (.xlsx); docs/operators.md describes both. All of it may run beside the bot,
 * which goes by the new town from the next message on. Exit status: 0 done or sound, 1 not done, 2 not usable.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { publishedYears } from "../bot/facts.ts";
import { FileFault } from "../bot/file-fault.ts";
import { enterprisesFor, makeCodes, type TypedTerms, termsOf } from "../bot/town/codes.ts";
import { diffLines, diffTown, isEmpty, keepBindings, keepTerms } from "../bot/town/diff.ts";
import { readTownJson, type TownFile } from "../bot/town/file.ts";
import { importTown } from "../bot/town/import.ts";

import { townTemplate } from "../bot/town/template.ts";
import { readTownWorkbook } from "../bot/town/workbook.ts";
import { bindingWords } from "../desk/invite.ts";
import { codeSheet } from "../reports/code-sheet.ts";
import { qrPng } from "../reports/qr.ts";
import { agreed, bytesOf, misused, run, withLedger, writeNew } from "./command.ts";

const USAGE = `Usage: npm run town -- check FILE
       npm run town -- import FILE [--yes]
       npm run town -- template OUT.xlsx
       npm run town -- invite ENTERPRISE_ID [--role ROLE] [--uses N] [--days N] [--qr OUT.png] [--link TEXT]
       npm run town -- codes OUT.docx [ENTERPRISE_ID...] [--park NAME] [--all] [--role ROLE] [--uses N] [--days N] [--link TEXT]`;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      yes: { type: "boolean", short: "y" },
      uses: { type: "string" },
      days: { type: "string" },
      role: { type: "string" },
      qr: { type: "string" },
      link: { type: "string" },
      park: { type: "string" },
      all: { type: "boolean" },
    },
  });
  const [command, argument, ...more] = positionals;
  if (!argument || (more.length > 0 && command !== "codes")) throw misused(USAGE);
  if (command === "check") await check(argument);
  else if (command === "import") await bring(argument, values.yes ?? false);
  else if (command === "template") await template(argument);
  else if (command === "invite") await invitation(argument, values);
  else if (command === "codes") await codes(argument, more, values);
  else throw misused(USAGE);
}

async function invitation(
  enterpriseId: string,
  { qr, ...typed }: TypedTerms & { qr?: string | undefined },
): Promise<void> {
  if (qr !== undefined && !/\.png$/i.test(qr)) throw new FileFault(qr, ["expected a name that ends with .png"]);
  await withLedger(async (ledger) => {
    const town = await ledger.look().town.loadTown();
    const { found, faults } = enterprisesFor(town, { ids: [enterpriseId] });
    const terms = termsOf(typed, faults);
    const [made] = await makeCodes(ledger, town!, found, terms, new Date());
    const { code, enterprise, role, uses, until, words } = made!;
    console.log(`${code}\n${enterprise} (${role}): ${uses} ${uses === 1 ? "use" : "uses"}, until ${until}`);
    console.log(`To be sent to the bot in private: ${bindingWords(code)}`);
    if (qr !== undefined) put(qr, await qrPng(words), "the QR code, to be scanned");
  });
}

async function codes(
  out: string,
  ids: string[],
  more: TypedTerms & { park?: string | undefined; all?: boolean | undefined },
) {
  if (!/\.docx$/i.test(out)) throw new FileFault(out, ["expected a name that ends with .docx"]);
  await withLedger(async (ledger) => {
    const town = await ledger.look().town.loadTown();
    const { found, faults } = enterprisesFor(town, { ids, ...more });
    const terms = termsOf(more, faults);
    // Codes are kept nowhere: a sheet that can not be written would take its codes with it.
    put(out, new Uint8Array(), "");
    const made = await makeCodes(ledger, town!, found, terms, new Date());
    writeFileSync(out, await codeSheet(made, town!.botName));
    console.log(`${out}: ${made.length} ${made.length === 1 ? "code" : "codes"} to print and cut, eight a page`);
  });
}

function put(path: string, content: Uint8Array, what: string): void {
  writeNew(path, content);
  if (what) console.log(`${path}: ${what}`);
}

async function template(path: string): Promise<void> {
  if (!isWorkbook(path)) throw new FileFault(path, ["expected a name that ends with .xlsx"]);
  put(path, await townTemplate(), `fill it in, then npm run town -- check ${path}`);
}

async function check(path: string): Promise<void> {
  const { town, doubts } = await readTown(path);
  for (const doubt of doubts) console.log(`${path}:${doubt}`);
  const counts = (["departments", "people", "enterprises", "policies", "events", "groups"] as const)
    .map((part) => `${town[part].length} ${part}`)
    .join(", ");
  console.log(`${path}: sound${doubts.length > 0 ? `, ${doubts.length} to look at` : ""}. ${counts}.`);
}

async function bring(path: string, yes: boolean): Promise<void> {
  const { town: given, doubts } = await readTown(path);
  for (const doubt of doubts) console.log(`${path}:${doubt}`);
  await withLedger(async (ledger) => {
    const before = await ledger.look().town.loadTown();
    const town = isWorkbook(path) ? keepTerms(before, given) : given;
    const diff = diffTown(before, keepBindings(before, town));
    for (const line of diffLines(diff)) console.log(line);
    if (isEmpty(diff)) {
      console.log("Nothing to change.");
      return;
    }
    if (!yes && !(await agreed())) return;
    const count = (key: "added" | "changed") => diff.parts.reduce((sum, part) => sum + part[key].length, 0);
    await importTown(ledger, publishedYears(), town, new Date(), {
      by: "命令行",
      detail: `导入城市资料：新增${count("added")}，变更${count("changed")}，设置${diff.settings.length}`,
    });
    console.log("Imported.");
  });
}

async function readTown(path: string): Promise<TownFile> {
  const bytes = bytesOf(path);
  return isWorkbook(path) ? readTownWorkbook(bytes, path) : readTownJson(bytes.toString("utf8"), path);
}

const isWorkbook = (path: string): boolean => /\.xlsx$/i.test(path);

await run(main);
