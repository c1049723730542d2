/** How long to wait for more of what somebody is saying. Seconds; an office can change them. */
export interface Patience {
  /** After the last piece, when the bot was addressed. */
  addressed: number;
  /** The same in a group where nothing marks the end: others talk in between, and people type in pieces. */
  addressedInGroup: number;
  /** When plainly more is to come ("还有", "说个事", a picture without words). */
  begun: number;
  /** When the bot was not addressed. */
  overheard: number;
  /** When the bot was not addressed and the thought is finished. */
  overheardFinished: number;
  /** From the first piece on, whatever comes. */
  most: number;
}

export const PATIENCE: Patience = {
  addressed: 8,
  addressedInGroup: 20,
  begun: 45,
  overheard: 120,
  overheardFinished: 12,
  most: 600,
};

export interface SoFar {
  openedAt: Date;
  lastPieceAt: Date;
  addressed: boolean;
  inGroup: boolean;
  finished: boolean;
  begun: boolean;
  emergency: boolean;
  /** Nothing but pictures and the like so far. */
  wordless: boolean;
}

/** When a turn counts as complete. */
export function settlesAt(soFar: SoFar, patience: Patience = PATIENCE): Date {
  if (soFar.emergency) return soFar.lastPieceAt;
  const wait = soFar.addressed ? addressedWait(soFar, patience) : overheardWait(soFar, patience);
  const latest = soFar.openedAt.getTime() + patience.most * 1000;
  return new Date(Math.min(soFar.lastPieceAt.getTime() + wait * 1000, latest));
}

function addressedWait({ wordless, begun, finished, inGroup }: SoFar, patience: Patience): number {
  if (wordless || begun) return patience.begun;
  return inGroup && !finished ? patience.addressedInGroup : patience.addressed;
}

const overheardWait = ({ finished }: SoFar, patience: Patience): number =>
  finished ? patience.overheardFinished : patience.overheard;
