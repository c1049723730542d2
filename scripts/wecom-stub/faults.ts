/** Faults that the stand-in can be told to make, and windows that it counts. */

export interface Fault {
  /** Path prefix or WebSocket command, e.g. "/cgi-bin/message/send", "aibot_send_msg", "/cgi-bin/". */
  at: string;
  /**
   * code: answer this errcode, without effect · reset: cut the connection, without effect · timeout: never answer, after
   * the effect · lost: cut the connection after the effect · html: HTTP 502 with a page, without effect
   */
  kind: "code" | "reset" | "timeout" | "lost" | "html";
  code?: number;
  /** How often; default 1. */
  times?: number;
  /** 0–1; default 1. */
  chance?: number;
}

export class Faults {
  private list: (Fault & { left: number })[] = [];
  private readonly random: () => number;
  constructor(random: () => number = Math.random) {
    this.random = random;
  }
  add(fault: Fault): void {
    this.list.push({ ...fault, left: fault.times ?? 1 });
  }
  /** The same fault is still to come. */
  waits(fault: Fault): boolean {
    return this.list.some((f) => f.left > 0 && f.at === fault.at && f.kind === fault.kind && f.code === fault.code);
  }
  clear(): void {
    this.list = [];
  }
  /** The fault to make now, if any; it is used up by that. */
  next(at: string): Fault | null {
    const fault = this.list.find((f) => f.left > 0 && at.startsWith(f.at) && this.random() < (f.chance ?? 1));
    if (!fault) return null;
    fault.left--;
    return fault;
  }
}

/** Sliding windows, exact. */
export class Windows {
  private readonly hits = new Map<string, number[]>();
  /** Counts one hit and says whether it is within all limits; a refused hit does not count. */
  hit(key: string, limits: [limit: number, windowMs: number][], at: number): boolean {
    const longest = Math.max(...limits.map(([, ms]) => ms));
    const times = (this.hits.get(key) ?? []).filter((t) => t > at - longest);
    const ok = limits.every(([limit, ms]) => times.filter((t) => t > at - ms).length < limit);
    if (ok) times.push(at);
    this.hits.set(key, times);
    return ok;
  }
  /** The most hits that any window of that length has held. */
  worst(key: string, windowMs: number): number {
    const times = this.hits.get(key) ?? [];
    return Math.max(0, ...times.map((from) => times.filter((t) => t >= from && t < from + windowMs).length));
  }
}
