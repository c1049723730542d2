import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import ExcelJS from "exceljs";
import { strFromU8, unzipSync } from "fflate";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadFacts } from "../../bot/facts.ts";
import { FileShelf } from "../../bot/files.ts";
import { Stage } from "../../bot/replay/replay.ts";
import { liveSeason, type Season } from "../../scripts/simulate/season.ts";
import { seasonTown } from "../../scripts/simulate/town.ts";
import { Ledger } from "../../store/ledger.ts";
import { local, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const folder = mkdtempSync(join(tmpdir(), "qinqing-season-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let season: Season;
beforeAll(async () => {
  const town = seasonTown(14, 3);
  const errors: unknown[] = [];
  const stage = new Stage(
    {
      ledger: new Ledger({ db: database.db, close: async () => {} }),
      town,
      facts: loadFacts(),
      files: new FileShelf(folder),
      onError: (error) => errors.push(error),
    },
    local("2026-09-01 09:00"),
  );
  await stage.app.importTown(town);
  season = await liveSeason({ stage, town, mondays: 2, signupsEach: 6, seats: 4, first: "2026-09-14", seed: 4 });
  expect(errors).toEqual([]);
}, 120_000);

const fileOf = (end: string) => season.files.findLast(({ name }) => name.endsWith(end))!;

/** Sheet by sheet, row by row, each cell as it is shown. */
async function cellsOf(content: Uint8Array): Promise<Record<string, string[][]>> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(content as unknown as ArrayBuffer);
  return Object.fromEntries(
    book.worksheets.map((sheet) => {
      const rows: string[][] = [];
      sheet.eachRow((row) => {
        const cells = Array.from({ length: sheet.columnCount }, (_, i) => row.getCell(i + 1));
        rows.push(cells.map((cell) => (cell.isMerged && cell.master !== cell ? "" : cell.text)));
      });
      return [sheet.name, rows];
    }),
  );
}

const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'" };

/** Paragraph by paragraph, those of tables too; empty ones left out. */
function paragraphsOf(content: Uint8Array): string[] {
  const xml = strFromU8(unzipSync(content)["word/document.xml"]!);
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)]
    .map(([paragraph]) => [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((m) => m[1]).join(""))
    .map((text) => text.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity]!))
    .filter((text) => text.trim() !== "");
}

/** Counted anew, in the database's own language and from its own rows. */
const RECOUNT = `
WITH held AS (SELECT * FROM events WHERE state = '定'),
brought AS (
  SELECT DISTINCT t.no, t.status, t.satisfaction FROM event_matters m
    JOIN held e ON e.id = m.event_id JOIN tickets t ON t.no = m.ticket_no
   WHERE NOT m.undone AND t.status NOT IN ('已撤回', '不予受理') AND NOT t.confidential),
good AS (SELECT unnest(ARRAY['非常满意', '满意', '基本满意']) AS word)
SELECT
  (SELECT count(DISTINCT series_id || '#' || issue) FROM held)::int AS "期",
  (SELECT count(*) FROM held)::int AS "场",
  (SELECT count(*) FROM signups s JOIN held e ON e.id = s.event_id WHERE s.checked_in IS NOT NULL)::int AS "参会企业（家次）",
  (SELECT count(*) FROM (SELECT DISTINCT m.event_id, m.company FROM event_matters m JOIN brought b ON b.no = m.ticket_no
     WHERE m.how = '书面' AND NOT m.undone AND NOT EXISTS (SELECT FROM signups s
       WHERE s.event_id = m.event_id AND s.company = m.company AND s.checked_in IS NOT NULL)) w)::int AS "书面参加（家次）",
  (SELECT coalesce(sum(s.arrived), 0) FROM signups s WHERE s.checked_in IS NOT NULL)::int AS "人次",
  (SELECT count(*) FROM brought)::int AS "问题",
  (SELECT count(*) FROM brought b WHERE EXISTS (SELECT FROM commitments c WHERE c.ticket_no = b.no AND c.state <> 'void')
     OR EXISTS (SELECT FROM ticket_events h WHERE h.ticket_no = b.no AND h.action IN ('progress', 'reply')))::int AS "有措施",
  (SELECT count(*) FROM brought WHERE status IN ('已办结', '已归档') AND satisfaction IN (SELECT word FROM good))::int AS "已解决",
  (SELECT count(*) FROM brought WHERE satisfaction <> '未能回访')::int AS "已回访",
  (SELECT count(*) FROM brought WHERE satisfaction IN (SELECT word FROM good))::int AS "满意"`;

describe("a season lived through message by message", () => {
  test("its figures are those of an independent count", async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const counted = (await client.query(RECOUNT)).rows[0] as Record<string, number>;
    await client.end();
    const book = await cellsOf(readFileSync(fileOf("统计.xlsx").path));
    const told = Object.fromEntries(book.总表!.slice(2).map(([name, value]) => [name, value]));
    for (const [name, value] of Object.entries(counted)) expect([name, told[name]]).toEqual([name, String(value)]);
    expect(counted).toMatchObject({ 期: 2, 场: 2 });
    for (const name of ["人次", "问题", "有措施", "已解决", "满意"]) expect(counted[name]).toBeGreaterThan(0);
    const { 问题: matters, 有措施: measures, 已解决: solved, 满意: satisfied, 已回访: called } = counted;
    const rate = (part = 0, whole = 0) => `${((100 * part) / whole).toFixed(1)}%`;
    expect(told).toMatchObject({
      措施率: rate(measures, matters),
      解决率: rate(solved, matters),
      满意率: rate(satisfied, called),
    });
    expect(season.answer).toContain(
      `共2期2场，参会企业${counted["参会企业（家次）"]}家次（另书面${counted["书面参加（家次）"]}家次），${counted.人次}人次`,
    );
    // Every figure of the sum is the sum of its column, and every problem stands in the list.
    const sum = (title: string) => {
      const column = book.各场![1]!.indexOf(title);
      return book.各场!.slice(2).reduce((all, row) => all + Number(row[column]), 0);
    };
    expect([sum("人次"), sum("问题"), sum("有措施"), sum("已解决"), sum("满意")]).toEqual([
      counted.人次,
      matters,
      measures,
      solved,
      satisfied,
    ]);
    expect(book.问题!.slice(2)).toHaveLength(matters!);
    expect(book.未解决!.slice(2)).toHaveLength(matters! - solved!);
  });

  test("the minutes hold every line of the record but what was taken back; the brief a page a company", async () => {
    const minutes = paragraphsOf(readFileSync(fileOf("第2期纪要.docx").path));
    const matters = await database.db.eventMatter.findMany({ where: { eventId: "S1-2" }, orderBy: { line: "asc" } });
    expect(minutes[0]).toBe("政企交流主题日第2期纪要");
    expect(matters.some((m) => m.undone)).toBe(true);
    for (const { text, ticketNo, undone } of matters) {
      expect(minutes.includes(ticketNo)).toBe(!undone);
      if (!undone) expect(minutes[minutes.indexOf(ticketNo) - 1]).toBe(text);
    }
    const brief = paragraphsOf(readFileSync(fileOf("第2期会前材料.docx").path));
    const coming = await database.db.signup.findMany({ where: { eventId: "S1-2", status: { in: ["报名", "候补"] } } });
    for (const { company } of coming) {
      const { name } = await database.db.enterprise.findUniqueOrThrow({ where: { id: company } });
      expect(brief).toContain(name);
    }
    expect(brief.join("\n")).toContain("上期问题办理情况");
  });

  const office = (() => {
    try {
      return execFileSync("sh", ["-c", "command -v soffice"]).toString().trim();
    } catch {
      return null;
    }
  })();

  test.skipIf(!office)(
    `LibreOffice reads the same cells and the same text${office ? "" : " (soffice is not installed)"}`,
    { timeout: 120_000 },
    async () => {
      const convert = async (end: string, format: string) => {
        const { path } = fileOf(end);
        await promisify(execFile)(office!, [
          "--headless",
          `-env:UserInstallation=file://${folder}/profile`,
          "--convert-to",
          format,
          "--outdir",
          join(folder, "converted"),
          path,
        ]);
        return readFileSync(join(folder, "converted", `${basename(path)}.${format}`));
      };
      const written = readFileSync(fileOf("统计.xlsx").path);
      const read = await cellsOf(await convert("统计.xlsx", "xlsx"));
      expect(read).toEqual(await cellsOf(written));
      const minutes = readFileSync(fileOf("第2期纪要.docx").path);
      expect(paragraphsOf(await convert("第2期纪要.docx", "docx"))).toEqual(paragraphsOf(minutes));
    },
  );
});
