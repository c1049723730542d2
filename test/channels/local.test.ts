import { LocalChannel, type LocalPost } from "../../bot/channels/local.ts";
import { channelContract, type Subject } from "./contract.ts";
import { clock, inbox } from "./helpers.ts";

channelContract("the local chat page", async (): Promise<Subject> => {
  const time = clock();
  const channel = new LocalChannel(time.now);
  const box = inbox();
  const typed = new Set<string>();
  // As the page does: what it shows already it does not show again.
  const shown = new Map<string, LocalPost>();
  channel.watch((post) => shown.set(post.id, post));
  const posts = () => [...shown.values()].filter((post) => post.to.id === "zhao");
  return {
    channel,
    inbox: box,
    time,
    hear: async ({ id, text }) => {
      if (typed.has(id)) return true;
      const chat = { kind: "private" as const, id: "zhao" };
      const stored = await channel
        .receive({ chat, from: "zhao", type: "text", text, mention: false, media: [] })
        .catch(() => null);
      if (stored) typed.add(id);
      return stored !== null;
    },
    acknowledges: true,
    to: { kind: "person", id: "zhao" },
    got: () => posts().map((post) => post.text),
    files: () => posts().flatMap((post) => post.files.map((file) => file.name)),
    room: 20_000,
    close: () => channel.stop(),
  };
});
