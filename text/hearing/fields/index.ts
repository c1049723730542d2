// What can be read off the words alone, one kind of thing a file. All take normalised text (see `normalise`).

export { type BodyIndex, type BodyMention, compileBodies, findBodies, respondentOf } from "./bodies.ts";
export { type CadreContext, extendedTo, readCadre } from "./cadre.ts";
export { type ClockMention, findClocks } from "./clocks.ts";
export { type CompanyIndex, compileCompanies, findCompanies, type PlacedCompany } from "./companies.ts";
export { correctionOf, type SpokenCorrection } from "./correction.ts";
export type { DayCalendar } from "./date-math.ts";
export { type DateMention, deadlineOf, findDates } from "./dates.ts";
export { timesBefore } from "./history.ts";
export { normalise, scriptOf, stripMention, toSimplified } from "./normalise.ts";
export { type AmountMention, findAmounts, findNumbers, type NumberMention, parseNumeral } from "./numbers.ts";
export { ordinalOf } from "./ordinal.ts";
export { contactOf, findPeople, type PersonMention } from "./people.ts";
export { findDoubtfulPhones, findPhones, type PhoneMention } from "./phones.ts";
export { findPlaces, type PlaceMention, placeOf } from "./places.ts";
export { isoWeekOf, periodOf } from "./report-period.ts";
export { satisfactionOf } from "./satisfaction.ts";
export { type Masked, maskSecrets, type SecretKind, secretsNoted } from "./secrets.ts";
export { eventsNamed, readSignup, relayEntries, type SignupContext, type SpokenSignup } from "./signup.ts";
export { findTicketNumbers, type TicketNumberMention, ticketsNamed } from "./ticket-numbers.ts";
