/** How long to wait for more of what somebody is saying. Seconds; an office can change them. */
export interface Patience {
  /** After the last piece, when the bot was addressed. */
  addressed: number;
  /** The same when the thought is plainly not finished ("还有", a picture without words). */
  unfinished: number;
  /** When the bot was not addressed. */
  overheard: number;
  /** When the bot was not addressed and the thought is finished. */
  overheardFinished: number;
  /** From the first piece on, whatever comes. */
  most: number;
}

export const PATIENCE: Patience = { addressed: 8, unfinished: 45, overheard: 120, overheardFinished: 12, most: 600 };

export interface SoFar {
  openedAt: Date;
  lastPieceAt: Date;
  addressed: boolean;
  finished: boolean;
  emergency: boolean;
  /** Nothing but pictures and the like so far. */
  wordless: boolean;
}

/** When a turn counts as complete. */
export function settlesAt(soFar: SoFar, patience: Patience = PATIENCE): Date {
  if (soFar.emergency) return soFar.lastPieceAt;
  const wait = soFar.addressed
    ? soFar.wordless || !soFar.finished
      ? patience.unfinished
      : patience.addressed
    : soFar.finished
      ? patience.overheardFinished
      : patience.overheard;
  const latest = soFar.openedAt.getTime() + patience.most * 1000;
  return new Date(Math.min(soFar.lastPieceAt.getTime() + wait * 1000, latest));
}
