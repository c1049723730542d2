import type { Person } from "../../domain/town.ts";

/** After a surname: how people are called who are not called by their whole name. */
const CALLED = "总|工|姐|哥|经理|主任|厂长|会计|科长|处长|局长?|书记|主席|老师|师傅|女士|先生|主管|部长|专员|同志";
const COMPOUND = /^(?:欧阳|上官|司马|诸葛|司徒|皇甫|尉迟|令狐|慕容)/;

export interface KnownPeople {
  /** As written. */
  written: string;
  start: number;
  /** Everybody who may be meant; several: ask. */
  people: Person[];
}

/**
 * Whom of these people a text names, in order: by the whole name, else by surname with 小, 老 or a title. Names of people
 * who are not among them are not found.
 */
export function peopleNamed(text: string, among: readonly Person[]): KnownPeople[] {
  const found = new Map<number, KnownPeople>();
  const put = (start: number, written: string, person: Person) => {
    const there = found.get(start);
    if (!there || there.written.length < written.length) found.set(start, { written, start, people: [person] });
    else if (there.written === written && !there.people.includes(person)) there.people.push(person);
  };
  for (const person of among) {
    const name = person.name;
    if (!name || name.length < 2) continue;
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) put(at, name, person);
  }
  const taken = [...found.values()].map(({ start, written }) => [start, start + written.length] as const);
  for (const person of among) {
    const surname = COMPOUND.exec(person.name ?? "")?.[0] ?? person.name?.[0];
    if (!surname || !/^[\u4e00-\u9fff]/.test(surname) || !text.includes(surname)) continue;
    for (const match of text.matchAll(new RegExp(`[小老]${surname}|${surname}(?:${CALLED})`, "g"))) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (!taken.some(([from, to]) => start < to && from < end)) put(start, match[0], person);
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}
