/**
 * How far into a text the extractors look, in characters. No chat turn is so long; what is pasted beyond it is neither
 * a name nor a date of the turn's own. Masking has no limit.
 */
export const READ_LIMIT = 8_000;
