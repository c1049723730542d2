import { resolve } from "node:path";
import { officeOf, officeRecipient } from "../../domain/recipients.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { OutboxRow } from "../../store/sending.ts";
import { toBePassedOn } from "../../text/saying/tickets.ts";
import type { Card, Channel, Outbound, SendResult } from "../channels/channel.ts";
import { externalGroupId } from "../conversation/inbox.ts";
import type { TownKeeper } from "../conversation/town-keeper.ts";
import type { Postman } from "./dispatcher.ts";

/** Finds the channel and the account for a message, and hands it over. */
export class ChannelPostman implements Postman {
  constructor(
    private readonly ledger: Ledger,
    private readonly keeper: TownKeeper,
    private readonly channels: readonly Channel[],
    /** Where relative paths of files begin: what people sent, and what is passed on. */
    private readonly mediaFolder: string,
  ) {}

  async post(row: OutboxRow): Promise<SendResult> {
    const found = await this.address(row);
    if (!found)
      return {
        ok: false,
        permanent: true,
        code: "unknown_receiver",
        reason: `no channel reaches ${row.toKind} ${row.toId}`,
      };
    const files = row.files as { name: string; path: string }[];
    return found.channel.send({
      to: found.to,
      text: found.text,
      ...(isCard(row.card) ? { card: row.card } : {}),
      ...(files.length
        ? { files: files.map(({ name, path }) => ({ name, path: resolve(this.mediaFolder, path) })) }
        : {}),
      ...(row.handOver ? { handOver: true } : {}),
      priority: row.priority as Outbound["priority"],
      idempotencyKey: `outbox-${row.id}`,
    });
  }

  private async address(row: OutboxRow): Promise<{ channel: Channel; to: Outbound["to"]; text: string } | null> {
    const look = this.ledger.look();
    if (row.toKind === "group") {
      const chat = await look.talk.chatById(row.toId);
      const channel = chat && this.named(chat.channel, "group");
      return channel
        ? { channel, to: { kind: "group", id: externalGroupId(channel.name, row.toId) }, text: row.text }
        : null;
    }
    if (row.toKind === "person") return this.person(row.toId, row.text, row.channel);
    // Nobody is listed for the department: the office has to pass it on.
    const { town } = await this.keeper.current(look);
    const office = officeRecipient(town);
    if (office.kind === "department") return null;
    const name = town.departments.find((d) => d.id === row.toId)?.name ?? officeOf(town).name;
    return this.person(office.id, row.toId === officeOf(town).id ? row.text : toBePassedOn(name, row.text), null);
  }

  private async person(id: string, text: string, preferred: string | null) {
    const accounts = await this.ledger.look().talk.identitiesOf(id);
    const ways = accounts
      .map(({ channel, externalId }) => ({ channel: this.named(channel, "person"), externalId }))
      .filter((way): way is { channel: Channel; externalId: string } => way.channel !== undefined);
    // Of several accounts the one that was spoken on, else one that may always be written to.
    const way = ways.find((w) => w.channel.name === preferred) ?? ways.sort((a, b) => readiness(a) - readiness(b))[0];
    if (way) return { channel: way.channel, to: { kind: "person" as const, id: way.externalId }, text };
    // An internal channel knows the town's people by the ids of the town file, before they have ever written.
    const internal = this.channels.find(
      (c) => c.capabilities.push === "always" && c.capabilities.sendsTo.includes("person"),
    );
    return internal ? { channel: internal, to: { kind: "person" as const, id }, text } : null;
  }

  private named(name: string, kind: "group" | "person"): Channel | undefined {
    const usable = this.channels.filter((c) => c.capabilities.sendsTo.includes(kind));
    return usable.find((c) => c.name === name) ?? (name === "" && usable.length === 1 ? usable[0] : undefined);
  }
}

const PUSHES = ["always", "after-contact", "window", "draft", "never"];
const readiness = (way: { channel: Channel }): number => PUSHES.indexOf(way.channel.capabilities.push);

/** A row's card may be the lines of a shared message instead; those are in its text already. */
const isCard = (card: unknown): card is Card =>
  typeof card === "object" && card !== null && "title" in card && "buttons" in card;
