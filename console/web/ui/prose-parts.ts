/** A part of a text of Rex: words, or what a button on a page does. */
export type ProsePart = string | { readonly label: string; readonly href: string };

interface Place {
  /** One of its things. */
  readonly noun: string;
  readonly path: string;
  /** A thing has a page of its own below the path, by its id. */
  readonly hasPages?: boolean;
}

/** The first word of a command, and the page where its things are. */
const PLACES: Readonly<Record<string, Place>> = {
  missions: { noun: 'mission', path: '/missions', hasPages: true },
  tasks: { noun: 'task', path: '/tasks', hasPages: true },
  approvals: { noun: 'approval', path: '/approvals', hasPages: true },
  replies: { noun: 'reply', path: '/inbox' },
  meetings: { noun: 'meeting', path: '/meetings', hasPages: true },
  calendar: { noun: 'calendar', path: '/connections' },
  domains: { noun: 'domain', path: '/domains', hasPages: true },
  inboxes: { noun: 'inbox', path: '/domains' },
  resources: { noun: 'use of domains and crews', path: '/domains' },
  connections: { noun: 'connection', path: '/connections' },
  leads: { noun: 'lead', path: '/leads', hasPages: true },
  alerts: { noun: 'alert', path: '/alerts' },
  newsletter: { noun: 'issue', path: '/newsletters' },
  webhooks: { noun: 'endpoint', path: '/settings?section=webhooks' },
  notifications: { noun: 'notification', path: '/settings?section=notifications' },
  members: { noun: 'member', path: '/settings?section=members' },
  'dead-letters': { noun: 'dead letter', path: '/dead-letters' },
  agents: { noun: 'agent', path: '/agents' },
  knowledge: { noun: 'document', path: '/knowledge' },
  guilds: { noun: 'guild', path: '/guilds', hasPages: true },
  events: { noun: 'event', path: '/audit' },
};

const COMMAND = /[`"]rex ([a-z-]+)(?: ([a-z-]+)(?![\w@.~]))?(?: ([^`"]*))?[`"]/g;
/** `TEXT` and `--reason` stand for what a person would write; anything else is the id of a thing. */
const isId = (word: string): boolean => !word.startsWith('-') && !/^[A-Z]+$/.test(word);

/** Sentences of Rex name commands, for a terminal. On a page, the way to the same is a link; what has no page stays as it is. */
export function proseParts(text: string): readonly ProsePart[] {
  const parts: ProsePart[] = [];
  let from = 0;
  for (const match of text.matchAll(COMMAND)) {
    const link = linkOf(match[1] ?? '', match[2], match[3] ?? '');
    if (link === undefined) continue;
    parts.push(text.slice(from, match.index), link);
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)].filter((part) => part !== '');
}

function linkOf(what: string, verb: string | undefined, rest: string): ProsePart | undefined {
  if (what === 'resume' || what === 'pause') return { label: `${what} sending`, href: '/' };
  const place = PLACES[what];
  if (place === undefined) return undefined;
  const [first] = rest.split(' ').filter(Boolean);
  const id = place.hasPages && first !== undefined && isId(first) ? first : undefined;
  const href = id === undefined ? place.path : `${place.path}/${encodeURIComponent(id)}`;
  return { label: labelOf(place, verb, id !== undefined), href };
}

function labelOf({ noun }: Place, verb: string | undefined, isOne: boolean): string {
  if (verb === undefined || verb === 'list')
    return `the page of ${noun.endsWith('s') ? noun : pluralOf(noun)}`;
  if (verb === 'show') return isOne ? `the page of the ${noun}` : `the page of ${pluralOf(noun)}`;
  return `${verb} the ${noun}`;
}

const pluralOf = (noun: string): string =>
  noun.includes(' of ') ? noun : noun.endsWith('x') ? `${noun}es` : `${noun}s`.replace(/ys$/, 'ies');
