import fc from "fast-check";
import { expect, test } from "vitest";
import { type ChainedRow, chainHash, firstBreak } from "../../domain/chain.ts";

function chained(bodies: Record<string, unknown>[]): ChainedRow[] {
  let prevHash = "";
  return bodies.map((body) => {
    const row = { prevHash, hash: chainHash(prevHash, body), body };
    prevHash = row.hash;
    return row;
  });
}

const anyBodies = fc.array(fc.record({ no: fc.string(), at: fc.nat(), change: fc.jsonValue() }), {
  minLength: 2,
  maxLength: 12,
});

test("a chain fits as it was written", () => {
  fc.assert(fc.property(anyBodies, (bodies) => firstBreak(chained(bodies)) === null));
});

test("a changed, removed or swapped row is found where it stands", () => {
  fc.assert(
    fc.property(anyBodies, fc.nat(), (bodies, pick) => {
      const index = pick % bodies.length;
      const changed = chained(bodies).map((row, i) => (i === index ? { ...row, body: { ...row.body, at: -1 } } : row));
      expect(firstBreak(changed)).toEqual({ index, why: "content" });
      const rows = chained(bodies);
      const removed = rows.filter((_, i) => i !== index);
      const last = index === rows.length - 1;
      expect(firstBreak(removed, rows.at(-1)!.hash)).toEqual({ index, why: last ? "tail" : "previous" });
    }),
  );
});

test("the order of keys does not matter, at any depth", () => {
  const hash = chainHash("", { no: "1", change: { before: { a: 1, b: [2] }, after: null }, note: null });
  expect(chainHash("", { change: { after: null, before: { b: [2], a: 1 } }, note: null, no: "1" })).toBe(hash);
  expect(chainHash("", { change: { after: null, before: { b: [1], a: 1 } }, note: null, no: "1" })).not.toBe(hash);
});
