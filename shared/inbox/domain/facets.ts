import type { Conversation } from './conversation.ts';

/** What lists can be narrowed to. */
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

/**
 * What many conversations have alike. They have no place for it, since every place costs as much as the conversation: a list
 * by nothing else is that of the state, and what does not fit is left out.
 */
const WIDE = new Set([facet('assignee', NOBODY), facet('channel', 'email')]);
const isWide = (kind: Kind, value: string): boolean => kind === 'class' || WIDE.has(facet(kind, value));

const valuesOf = (conversation: Conversation): Readonly<Record<Kind, readonly string[]>> => ({
  mission: conversation.missions,
  label: conversation.labels,
  assignee: [conversation.assignee ?? NOBODY],
  class: conversation.class === undefined ? [] : [conversation.class],
  channel: conversation.channels,
});

/** Those by which a conversation has a place of its own in the index of its state. */
export const facetsOf = (conversation: Conversation): string[] => {
  const values = valuesOf(conversation);
  return BY_WIDTH.flatMap((kind) =>
    values[kind].filter((value) => !isWide(kind, value)).map((value) => facet(kind, value)),
  );
};

/** The facet whose list is read; undefined when that of the state is. */
export function narrowest(asked: Facets): string | undefined {
  for (const kind of BY_WIDTH) {
    const value = asked[kind];
    if (value !== undefined && !isWide(kind, value)) return facet(kind, value);
  }
  return undefined;
}

export function hasAll(conversation: Conversation, asked: Facets): boolean {
  const values = valuesOf(conversation);
  return BY_WIDTH.every((kind) => asked[kind] === undefined || values[kind].includes(asked[kind]));
}

/** Facets whose numbers are read. Those that nobody cares for are the rest of all. */
export const isCounted = (name: string): boolean =>
  name.startsWith(prefixOf('label')) || name.startsWith(prefixOf('assignee'));
export const prefixOf = (kind: Kind): string => facet(kind, '');
