import { expect, test } from "vitest";
import { openStore } from "../../store/client.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();

test("relations read side by side in one transaction wait for each other, and a statement that fails lets the next by", async () => {
  const warned: string[] = [];
  const note = (warning: Error) => warned.push(warning.message);
  process.on("warning", note);
  const { db, close } = openStore(database.url, { connections: 1 });
  try {
    const include = { history: true, commitments: true, complainants: true, attachments: true };
    await db.ticket.create({
      data: {
        no: "N1",
        type: "求助",
        category: "用电",
        title: "跳闸",
        text: "跳闸",
        status: "待交办",
        createdAt: new Date("2026-09-14T01:00:00Z"),
        complainants: { create: { company: "E1", at: new Date("2026-09-14T01:00:00Z") } },
      },
    });
    const found = await db.$transaction((tx) => tx.ticket.findMany({ include }));
    expect(found[0]).toMatchObject({ no: "N1", history: [], complainants: [{ company: "E1" }] });
    const failing = db.$transaction(async (tx) => {
      await Promise.allSettled([tx.$queryRaw`SELECT 1 / 0`, tx.ticket.findMany({ include })]);
      await tx.$queryRaw`SELECT 1`;
    });
    await expect(failing).rejects.toThrow();
    expect(await db.ticket.count()).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(warned.filter((text) => text.includes("already executing"))).toEqual([]);
  } finally {
    process.off("warning", note);
    await close();
  }
});
