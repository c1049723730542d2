export interface ReplayRing {
  job: string;
  id: string;
  at: Date;
}

/** A bell that rings when the replayed clock passes: in order of time, what was asked first ringing first. */
export class ReplayBell {
  private waiting: (ReplayRing & { order: number })[] = [];
  private order = 0;

  ring(rings: ReplayRing[]): void {
    for (const ring of rings)
      if (!this.waiting.some((w) => w.job === ring.job && w.id === ring.id && w.at.getTime() === ring.at.getTime()))
        this.waiting.push({ ...ring, order: this.order++ });
  }

  /** Takes out the next ring up to a moment, the moment included. */
  next(until: Date): ReplayRing | null {
    let best = -1;
    for (const [i, ring] of this.waiting.entries()) {
      if (ring.at > until) continue;
      const held = this.waiting[best];
      if (!held || ring.at < held.at || (ring.at.getTime() === held.at.getTime() && ring.order < held.order)) best = i;
    }
    return best < 0 ? null : this.waiting.splice(best, 1)[0]!;
  }
}
