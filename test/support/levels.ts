import type { Department, Person, Town } from "../../domain/town.ts";

const department = (id: string, duties: string, own: Partial<Department> = {}): Department => ({
  id,
  name: id,
  duties,
  aliases: [],
  office: false,
  confidential: false,
  ...own,
});

const person = (id: string, role: Person["role"], own: Partial<Person> = {}): Person => ({
  id,
  name: id,
  role,
  liaisonFor: [],
  muted: false,
  ...own,
});

/** Two districts of one shape. The second is the foreign one. */
const DISTRICTS = [
  { name: "东湖区", company: "D01", firm: "锦程机械" },
  { name: "西山区", company: "X01", firm: "百味调料" },
];

/** The sample town with two districts below it, each with a head body, two bureaus, a park, a leader and a company. */
export function withLevels(town: Town): Town {
  const departments = [...town.departments];
  const people = [...town.people];
  const enterprises = [...town.enterprises];
  for (const { name, company, firm } of DISTRICTS) {
    const head = `${name}营商办`;
    departments.push(
      department(head, "统筹本区交办、督办", { level: "区县", aliases: [name] }),
      department(`${name}住建局`, "区管道路、雨污管网、工地管理", { parentId: head, counterpart: "住建局" }),
      department(`${name}城管局`, "市容、占道、垃圾清运、路灯", { parentId: head, counterpart: "城管局" }),
      department(`${name}科创园`, "园区物业、宿舍、园区道路和照明", { parentId: head }),
    );
    people.push(
      person(`${name}办`, "admin", { department: head }),
      person(`${name}住建员`, "dept", { department: `${name}住建局` }),
      person(`${name}住建长`, "dept_leader", { department: `${name}住建局` }),
      person(`${name}城管员`, "dept", { department: `${name}城管局` }),
      person(`${name}专员`, "cadre", { department: `${name}科创园`, liaisonFor: [company] }),
      person(`${name}区长`, "leader", { department: head }),
      person(`${firm}的人`, "enterprise", { enterprise: company }),
    );
    enterprises.push({
      id: company,
      name: `云溪${firm}有限公司`,
      short: [firm],
      profile: { district: name },
    });
  }
  people.push(
    person("市住建员", "dept", { department: "住建局" }),
    person("市城管员", "dept", { department: "城管局" }),
  );
  return { ...town, departments, people: people.filter((p) => p.id !== "老冯"), enterprises };
}
