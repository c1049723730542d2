import { announce } from "./announce.ts";
import { arrange } from "./arrange.ts";
import { askEvent } from "./ask-event.ts";
import { askPolicy } from "./ask-policy.ts";
import { bind } from "./bind.ts";
import { cadre } from "./cadre.ts";
import { callback } from "./callback.ts";
import { campaignStatus } from "./campaign.ts";
import { campaignLedger } from "./campaign-ledger.ts";
import { checkIn } from "./check-in.ts";
import { clarify } from "./clarify.ts";
import { colleagues } from "./colleagues.ts";
import { companyCard } from "./company-card.ts";
import { departmentCall } from "./department-call.ts";
import { eligible } from "./eligible.ts";
import { guideGaps } from "./guide-gaps.ts";
import { handOver } from "./hand-over.ts";
import { askIndicator } from "./indicator.ts";
import { noteInside } from "./internal-note.ts";
import { invite } from "./invite.ts";
import { keeper } from "./keeper.ts";
import { leave } from "./leave.ts";
import { letters } from "./letters.ts";
import { match } from "./match.ts";
import { meToo } from "./me-too.ts";
import { missed } from "./missed.ts";
import { myMatters } from "./my-matters.ts";
import { offer } from "./offer.ts";
import { office } from "./office.ts";
import { problemLists } from "./problem-lists.ts";
import { profile } from "./profile.ts";
import { pushChoice } from "./push-choice.ts";
import { quietPlease } from "./quiet-please.ts";
import { rearrange } from "./rearrange.ts";
import { redeem } from "./redeem.ts";
import { redeemed } from "./redeemed.ts";
import { report } from "./report.ts";
import { reportBehind } from "./report-behind.ts";
import { reportRequest } from "./report-request.ts";
import { monthlyReview } from "./review.ts";
import type { Handler } from "./scene.ts";
import { season } from "./season.ts";
import { service } from "./service.ts";
import { sessionPapers } from "./session-papers.ts";
import { sessionRecord } from "./session-record.ts";
import { signUp } from "./sign-up.ts";
import { snooze } from "./snooze.ts";
import { takeOver } from "./take-over.ts";
import { talk } from "./talk.ts";
import { toPerson } from "./to-person.ts";
import { visit } from "./visit.ts";
import { writtenMatter } from "./written-matter.ts";

/** The handlers in asking order: the first that claims a part of a turn gets it. */
export const HANDLERS: Handler[] = [
  // The answer to a question of ours completes what was said before.
  clarify,
  offer,
  bind,
  invite,
  colleagues,
  // Who may say what to the bot itself.
  takeOver,
  toPerson,
  noteInside,
  quietPlease,
  pushChoice,
  // Campaigns of visits.
  companyCard,
  handOver,
  campaignStatus,
  leave,
  letters,
  snooze,
  campaignLedger,
  reportBehind,
  monthlyReview,
  problemLists,
  askIndicator,
  // Matters: new, and those on the books.
  office,
  rearrange,
  reportRequest,
  cadre,
  visit,
  report,
  meToo,
  callback,
  myMatters,
  // Policies and roundtables.
  service,
  redeem,
  redeemed,
  missed,
  profile,
  eligible,
  askPolicy,
  keeper,
  guideGaps,
  announce,
  arrange,
  checkIn,
  sessionRecord,
  writtenMatter,
  sessionPapers,
  season,
  match,
  departmentCall,
  askEvent,
  signUp,
  // The rest is talk, or silence.
  talk,
];
