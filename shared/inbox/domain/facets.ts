import type { Conversation } from './conversation.ts';

/** What lists can be narrowed to. Each facet of a conversation has a place of its own in the index of its state. */
export interface Facets {
  /** A subject, or `NOBODY`. */
  readonly assignee?: string | undefined;
  readonly label?: string | undefined;
  readonly class?: string | undefined;
  readonly channel?: string | undefined;
  readonly mission?: string | undefined;
}

/** No subject: those have no blank at their beginning. */
export const NOBODY = ' nobody';

/** The narrowest first: a list is read by the first one that is asked for, and what it holds is checked against the others. */
const BY_WIDTH = ['mission', 'label', 'assignee', 'class', 'channel'] as const;
type Kind = (typeof BY_WIDTH)[number];

const facet = (kind: Kind, value: string): string => `${kind}=${value}`;

const valuesOf = (conversation: Conversation): Readonly<Record<Kind, readonly string[]>> => ({
  mission: conversation.missions,
  label: conversation.labels,
  assignee: [conversation.assignee ?? NOBODY],
  class: conversation.class === undefined ? [] : [conversation.class],
  channel: conversation.channels,
});

export const facetsOf = (conversation: Conversation): string[] => {
  const values = valuesOf(conversation);
  return BY_WIDTH.flatMap((kind) => values[kind].map((value) => facet(kind, value)));
};

/** The facet whose list is read; undefined when all of a state are asked for. */
export function narrowest(asked: Facets): string | undefined {
  const kind = BY_WIDTH.find((each) => asked[each] !== undefined);
  return kind && facet(kind, asked[kind] ?? '');
}

export function hasAll(conversation: Conversation, asked: Facets): boolean {
  const values = valuesOf(conversation);
  return BY_WIDTH.every((kind) => asked[kind] === undefined || values[kind].includes(asked[kind]));
}

/** Facets whose conversations are counted: missions have other counts. */
export const isCounted = (name: string): boolean => !name.startsWith(facet('mission', ''));
export const assigneeFacet = (subject: string): string => facet('assignee', subject);
export const labelIn = (name: string): string | undefined =>
  name.startsWith('label=') ? name.slice('label='.length) : undefined;
