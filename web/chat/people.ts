import {
  callName,
  departmentById,
  officeOf,
  officeRecipient,
  personById,
  type Recipient,
} from "../../domain/recipients.ts";
import type { Person, Town } from "../../domain/town.ts";
import type { Role } from "../../domain/vocabulary.ts";

/** A chat as somebody at the page sees it. */
export interface ChatView {
  /** "private", or "group:" and its id: what the page asks with. */
  key: string;
  kind: "group" | "private";
  /** As stored: the group's id, or in private the person's. */
  id: string;
  name: string;
  members: number;
}

export interface PersonView {
  id: string;
  name: string;
  role: Role;
  /** The company or department. */
  of: string;
  chats: ChatView[];
}

export const nameOf = (town: Town, id: string): string => personById(town, id)?.name ?? id;

export const chatsOf = (town: Town, person: Person): ChatView[] => [
  { key: "private", kind: "private", id: person.id, name: town.botName, members: 2 },
  ...town.groups
    .filter((group) => group.members.includes(person.id))
    .map(({ id, name, members }) => ({
      key: `group:${id}`,
      kind: "group" as const,
      id,
      name: name ?? id,
      members: members.length + 1,
    })),
];

export const peopleOf = (town: Town): PersonView[] =>
  town.people.map((person) => ({
    id: person.id,
    name: person.name ?? person.id,
    role: person.role,
    of: person.enterprise
      ? callName(town, person.enterprise)
      : person.department
        ? (departmentById(town, person.department)?.name ?? person.department)
        : "",
    chats: chatsOf(town, person),
  }));

/** To whom a message has to be written to be read in this chat. The office's clerk gets what departments without people get. */
export function receiversOf(town: Town, chat: Pick<ChatView, "kind" | "id">): Recipient[] {
  if (chat.kind === "group") return [{ kind: "group", id: chat.id }];
  const office = officeRecipient(town);
  return [
    { kind: "person", id: chat.id },
    ...(office.kind === "person" && office.id === chat.id
      ? town.departments.map(({ id }) => ({ kind: "department" as const, id }))
      : []),
  ];
}

export const isOffice = (town: Town, department: string): boolean => officeOf(town).id === department;
