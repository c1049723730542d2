import { currentCampaign } from "../desk/campaign.ts";
import { ledgerRows } from "../desk/campaign-ledger.ts";
import { fillLedger } from "../reports/ledger/fill.ts";
import { parseMapping } from "../reports/ledger/mapping.ts";
import * as say from "../text/saying/campaign.ts";
import { campaignScope } from "./campaign.ts";
import { problemLists } from "./problem-lists.ts";
import type { Handler, Scene } from "./scene.ts";

/** "把两清单一台账发我": the office's own workbook, filled with what the speaker may see. */
export const campaignLedger: Handler = {
  name: "campaign-ledger",

  claims: (segment) => segment.act === "campaign_ledger",

  async handle(segments, scene) {
    if (await meansImported(scene, segments[0]!.text)) return problemLists.handle(segments, scene);
    const scope = await campaignScope(scene, segments[0]!.text);
    if (!scope) return;
    const { campaign, whose, own, tasks } = scope;
    const kept = await scene.work.campaigns.ledgerTemplate(campaign.id);
    const parsed = kept && parseMapping(kept.mapping);
    if (!kept || !parsed || "faults" in parsed) return scene.reply({ text: say.noLedger });
    const assigned = new Set(own.assigned);
    const rows = await ledgerRows(
      scene,
      campaign,
      tasks.filter(({ enterpriseId }) => assigned.has(enterpriseId)),
    );
    const { bytes, lists } = fillLedger(new Uint8Array(Buffer.from(kept.template, "base64")), parsed.mapping, rows);
    const name = `${say.ledgerFile(campaign)}.xlsx`;
    await scene.work.records.addAudit({ at: scene.now, actor: scene.speaker.id, event: "导出", detail: name });
    scene.reply({
      text: say.ledgerMade(campaign, whose, lists),
      files: [await scene.keepFile(name, bytes)],
      privately: true,
    });
  },
};

/** Without a season of visits, 问题清单 and 责任清单 are those that were imported. */
const meansImported = async (scene: Scene, text: string): Promise<boolean> =>
  !/走访|台账|两清单/.test(text) &&
  (await currentCampaign(scene)) === null &&
  (await scene.work.lists.listNames()).length > 0;
