import type { Desk } from "../../desk/desk.ts";
import type { Said, Scene } from "../../handlers/scene.ts";
import type { OutboxInput } from "../../store/sending.ts";

/** What a scene has gathered for its one reply. */
export class Answer {
  private readonly said: Said[] = [];

  constructor(
    private readonly desk: Desk,
    private readonly chat: Scene["chat"],
    private readonly speakerId: string,
    /** Where they spoke: of several accounts the answer goes to this one. */
    private readonly channel?: string,
  ) {}

  add(said: Said): void {
    this.said.push(said);
  }

  get silent(): boolean {
    return this.said.length === 0;
  }

  /** Writes at most one message to the chat and at most one to the speaker in private. */
  async send(): Promise<void> {
    const here = this.chat.kind === "group" ? this.said.filter((s) => !s.privately) : this.said;
    const aside = this.chat.kind === "group" ? this.said.filter((s) => s.privately) : [];
    if (here.length)
      await this.write(here, { toKind: this.chat.kind === "group" ? "group" : "person", toId: this.chat.id });
    if (aside.length) await this.write(aside, { toKind: "person", toId: this.speakerId });
  }

  private async write(parts: Said[], to: Pick<OutboxInput, "toKind" | "toId">): Promise<void> {
    const asked = parts.find((p) => p.asked)?.asked;
    const row = await this.desk.work.sending.addOutbox({
      ...to,
      ...(this.channel ? { channel: this.channel } : {}),
      kind: "reply",
      text: parts.map((p) => p.text).join("\n\n"),
      tickets: [...new Set(parts.flatMap((p) => p.tickets ?? []))],
      citations: [...new Set(parts.flatMap((p) => p.citations ?? []))],
      files: parts.flatMap((p) => p.files ?? []),
      card: parts.find((p) => p.card)?.card,
      ...(asked ? { asked: { ...asked, of: this.speakerId } } : {}),
      handOver: parts.some((p) => p.handOver),
      priority: parts.some((p) => p.emergency) ? 0 : 1,
      createdAt: this.desk.now,
      notBefore: this.desk.now,
    });
    if (row) this.desk.rings.push({ job: "outbox.send", id: String(row.id), at: this.desk.now });
  }

  /** Adds a line to a message that several turns share; see `Scene.replyTogether`. */
  async together(key: string, line: string, render: (lines: string[]) => string, waitSeconds: number): Promise<void> {
    const mergeKey = `${this.chat.kind}:${this.chat.id}:${key}`;
    const { sending } = this.desk.work;
    const waiting = await sending.waitingByMergeKey(mergeKey);
    const wanted = new Date(this.desk.now.getTime() + waitSeconds * 1000);
    if (waiting) {
      const lines = [...(waiting.card as { lines: string[] }).lines, line];
      const notBefore = new Date(Math.min(waiting.notBefore.getTime(), wanted.getTime()));
      await sending.updateOutbox(waiting.id, { text: render(lines), card: { lines }, notBefore });
      this.desk.rings.push({ job: "outbox.send", id: String(waiting.id), at: notBefore });
      return;
    }
    const row = await sending.addOutbox({
      toKind: this.chat.kind === "group" ? "group" : "person",
      toId: this.chat.id,
      kind: "reply",
      text: render([line]),
      card: { lines: [line] },
      mergeKey,
      priority: 1,
      createdAt: this.desk.now,
      notBefore: wanted,
    });
    if (row) this.desk.rings.push({ job: "outbox.send", id: String(row.id), at: wanted });
  }
}
