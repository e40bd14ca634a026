import type { EventChannel } from '../../../shared/kernel/contract/event-channels.ts';

/**
 * The collection to which a path belongs: `/api/rex/missions/{id}` is of `missions`, `/api/leads` of `leads`. Answers are
 * cached by it, so that a change of one thing refreshes everything that shows its like. A simulation is long work: each
 * message that goes out must not begin it anew. The roster stays as it is while Rex runs.
 */
export const resourceOf = (path: string): string =>
  path.endsWith('/simulation')
    ? 'simulations'
    : path === '/api/agents/roster'
      ? 'roster'
      : (/^\/(?:api\/(?:rex\/)?|lords\/)([^/]+)/.exec(path)?.[1] ?? path);

/** What is out of date when something happens, by the name of the event up to its first dot. */
const CHANGED_BY_EVENT: Readonly<Record<string, readonly string[]>> = {
  mission: ['missions', 'status', 'messages', 'simulations', 'campaigns'],
  message: ['messages', 'missions', 'leads', 'inbox'],
  cohort: ['missions', 'messages', 'resources', 'campaigns'],
  approval: ['approvals', 'missions', 'simulations', 'tasks', 'recommendations'],
  task: ['tasks', 'approvals', 'campaigns', 'guilds', 'agents'],
  guild: ['guilds'],
  campaign: ['campaigns', 'moves'],
  move: ['moves', 'campaigns'],
  achievement: ['achievements'],
  intelligence: ['intelligence'],
  alert: ['alerts', 'notifications'],
  domain: ['domains', 'resources', 'status'],
  inbox: ['inbox', 'domains', 'resources'],
  reply: ['replies', 'inbox', 'leads'],
  conversation: ['inbox'],
  answer: ['inbox', 'approvals', 'leads'],
  lead: ['leads'],
  import: ['leads'],
  settings: ['settings', 'status'],
  workspace: ['settings', 'status'],
  recommendation: ['recommendations'],
  meeting: ['meetings', 'inbox', 'leads'],
  newsletter: ['newsletters'],
  subscriber: ['newsletters'],
  issue: ['newsletters', 'tasks'],
  erasure: ['leads', 'inbox', 'erasures'],
  dead: ['dead-letters'],
  connection: ['connections'],
  agent: ['agents'],
  decision: ['decisions'],
  webhook: ['webhooks'],
  faq: ['faq'],
  member: ['members', 'me'],
  knowledge: ['knowledge'],
  invitation: ['invitations'],
  key: ['keys'],
  organisation: ['organisation', 'me'],
};

/** The same by channel, for events that the table above does not have. */
const CHANGED_ON_CHANNEL: Readonly<Partial<Record<EventChannel, readonly string[]>>> = {
  missions: ['missions', 'status'],
  agents: ['agents'],
  domains: ['domains', 'resources', 'status'],
  analytics: ['analytics'],
  errors: ['alerts', 'dead-letters'],
  system: ['settings', 'status'],
};

/** The collections of which an event makes answers stale. */
export function staleAfter({
  name,
  channel,
}: {
  readonly name: string;
  readonly channel: string;
}): readonly string[] {
  const subject = name.slice(0, name.indexOf('.'));
  // Each seat of the Council has a channel of its name.
  return CHANGED_BY_EVENT[subject] ?? CHANGED_ON_CHANNEL[channel as EventChannel] ?? [channel];
}
