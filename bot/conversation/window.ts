import type { Patience } from "../../domain/town.ts";

/** By default; a town's rules may say otherwise. */
export const PATIENCE: Patience = {
  addressed: 8,
  addressed_in_group: 20,
  begun: 45,
  overheard: 120,
  overheard_finished: 12,
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
export function settlesAt(soFar: SoFar, own: Partial<Patience> = {}): Date {
  const patience = { ...PATIENCE, ...own };
  if (soFar.emergency) return soFar.lastPieceAt;
  const wait = soFar.addressed ? addressedWait(soFar, patience) : overheardWait(soFar, patience);
  const latest = soFar.openedAt.getTime() + patience.most * 1000;
  return new Date(Math.min(soFar.lastPieceAt.getTime() + wait * 1000, latest));
}

function addressedWait({ wordless, begun, finished, inGroup }: SoFar, patience: Patience): number {
  if (wordless || begun) return patience.begun;
  return inGroup && !finished ? patience.addressed_in_group : patience.addressed;
}

const overheardWait = ({ finished }: SoFar, patience: Patience): number =>
  finished ? patience.overheard_finished : patience.overheard;
