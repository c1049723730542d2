import { z } from "zod";

/** What parts of a town file say of each other, read however faulty the rest is: all faults are named at once. */
const id = z.string().trim().catch("");
const ids = z.array(id).catch([]);
const list = <T extends z.ZodRawShape>(shape: T) => z.array(z.object(shape).nullable().catch(null)).catch([]);
const linksShape = z.object({
  rules: z
    .object({
      terms: list({ when: z.object({ department: ids.optional() }).catch({}), steward: id.optional() }).optional(),
    })
    .catch({}),
  departments: list({ id, office: z.boolean().catch(false), parent: id.optional(), counterpart: id.optional() }),
  people: list({ id, enterprise: id.optional(), department: id.optional(), liaison_for: ids.optional() }),
  enterprises: list({ id }),
  policies: list({ id, parent: id.optional(), superseded_by: id.optional(), valid: ids.optional() }),
  events: list({ id, start: id, end: id.optional() }),
  series: list({ id }),
  groups: list({ id, members: ids.optional() }),
});

/** References between the parts of a town file, and ids that stand twice. */
export function crossFaults(input: unknown, fault: (path: (string | number)[], message: string) => void): void {
  const file = linksShape.safeParse(input).data;
  if (!file) return;
  const known = (part: ({ id: string } | null)[]) => new Set(part.flatMap((one) => one?.id || []));
  const departments = known(file.departments);
  const enterprises = known(file.enterprises);
  const policies = known(file.policies);
  const people = known(file.people);
  for (const part of ["departments", "people", "enterprises", "policies", "events", "series", "groups"] as const) {
    const seen = new Set<string>();
    file[part].forEach((one, i) => {
      if (!one?.id) return;
      if (seen.has(one.id)) fault([part, i, "id"], `"${one.id}" stands twice`);
      seen.add(one.id);
    });
  }
  const offices = file.departments.filter((d) => d?.office).length;
  if (offices !== 1) fault(["departments"], `expected exactly one department with "office": true, got ${offices}`);
  const link = (path: (string | number)[], among: Set<string>, what: string, value: string | undefined) => {
    if (value && !among.has(value)) fault(path, `no ${what} "${value}"`);
  };
  file.departments.forEach((d, i) => {
    link(["departments", i, "parent"], departments, "department", d?.parent);
    link(["departments", i, "counterpart"], departments, "department", d?.counterpart);
  });
  circles(file.departments, (i) => fault(["departments", i, "parent"], "is above itself"));
  circles(file.policies, (i) => fault(["policies", i, "parent"], "is above itself"));
  file.people.forEach((p, i) => {
    link(["people", i, "department"], departments, "department", p?.department);
    link(["people", i, "enterprise"], enterprises, "enterprise", p?.enterprise);
    p?.liaison_for?.forEach((one, k) => {
      link(["people", i, "liaison_for", k], enterprises, "enterprise", one);
    });
  });
  file.rules.terms?.forEach((rule, i) => {
    rule?.when.department?.forEach((one, k) => {
      link(["rules", "terms", i, "when", "department", k], departments, "department", one);
    });
    link(["rules", "terms", i, "steward"], people, "person", rule?.steward);
  });
  file.policies.forEach((p, i) => {
    link(["policies", i, "parent"], policies, "policy", p?.parent);
    link(["policies", i, "superseded_by"], policies, "policy", p?.superseded_by);
    const [from, to] = p?.valid ?? [];
    if (from && to && from > to) fault(["policies", i, "valid"], "expected the first day before the last");
  });
  file.events.forEach((e, i) => {
    if (e?.end && Date.parse(e.end) <= Date.parse(e.start))
      fault(["events", i, "end"], "expected an end after the start");
  });
  file.groups.forEach((g, i) => {
    g?.members?.forEach((one, k) => {
      link(["groups", i, "members", k], people, "person", one);
    });
  });
}

/** Names everything that is reached again by going up from it. */
function circles(part: ({ id: string; parent?: string | undefined } | null)[], found: (index: number) => void): void {
  const above = new Map(part.map((one) => [one?.id, one?.parent]));
  part.forEach((one, i) => {
    const passed = new Set<string>();
    let at = one?.parent;
    while (at && at !== one?.id && !passed.has(at)) {
      passed.add(at);
      at = above.get(at);
    }
    if (at && at === one?.id) found(i);
  });
}

/** What PostgreSQL refuses to store. */
const UNSTORABLE = /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Names every text that can not be stored. */
export function characterFaults(
  value: unknown,
  fault: (path: (string | number)[]) => void,
  path: (string | number)[] = [],
): void {
  if (typeof value === "string" && UNSTORABLE.test(value)) fault(path);
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    if (UNSTORABLE.test(key)) fault(here);
    characterFaults(inner, fault, here);
  }
}
