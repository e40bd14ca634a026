import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { ConversationState } from '../contract/conversation.ts';
import type { ConversationView } from '../contract/routes.ts';
import { type Conversation, conversationIdOf, editionOf } from '../domain/conversation.ts';
import { assigneeFacet, type Facets, hasAll, NOBODY, narrowest } from '../domain/facets.ts';
import { ALL, type ConversationStore, type CountsByState } from './ports/conversations.ts';

export interface ListConversationsDeps {
  readonly conversations: ConversationStore;
  readonly leads: Pick<LeadStore, 'getMany'>;
}

/** Most pages of the index that one list reads; with further filters a page may have fewer conversations than its limit. */
const PAGES = 5;

/** One page of the conversations in a state. */
export async function listConversations(
  deps: ListConversationsDeps,
  workspace: string,
  {
    state,
    limit,
    cursor,
    ...facets
  }: Facets & {
    readonly state: ConversationState;
    readonly limit: number;
    readonly cursor?: string | undefined;
  },
): Promise<{ conversations: ConversationView[]; cursor: string | null }> {
  const found: Conversation[] = [];
  let next: string | null = cursor ?? null;
  for (let pages = 0; pages < PAGES && (pages === 0 || next !== null) && found.length < limit; pages++) {
    const page = await deps.conversations.list(workspace, {
      state,
      facet: narrowest(facets),
      limit: limit - found.length,
      cursor: next ?? undefined,
    });
    found.push(...page.conversations.filter((each) => each.state === state && hasAll(each, facets)));
    next = page.cursor;
  }
  return { conversations: await withLeads(deps, workspace, found), cursor: next };
}

export async function withLeads(
  { leads }: Pick<ListConversationsDeps, 'leads'>,
  workspace: string,
  conversations: readonly Conversation[],
): Promise<ConversationView[]> {
  const found = await leads.getMany(
    workspace,
    conversations.map(({ leadId }) => leadId),
    'consistent',
  );
  return conversations.map((conversation, i) => conversationView(conversation, found[i]));
}

/** Numbers for a badge. */
export async function countConversations(
  { conversations }: Pick<ListConversationsDeps, 'conversations'>,
  workspace: string,
  subject: string,
): Promise<{ all: CountsByState; mine: CountsByState; nobody: CountsByState }> {
  const none = { open: 0, snoozed: 0, done: 0 };
  const [all = none, mine = none, nobody = none] = await conversations.counts(workspace, [
    ALL,
    assigneeFacet(subject),
    assigneeFacet(NOBODY),
  ]);
  return { all, mine, nobody };
}

const conversationView = (conversation: Conversation, lead: Lead | undefined): ConversationView => ({
  id: conversationIdOf(conversation.leadId),
  version: editionOf(conversation),
  state: conversation.state,
  lead: {
    id: conversation.leadId,
    name: [lead?.profile.firstName, lead?.profile.lastName].filter(Boolean).join(' ') || null,
    email: lead?.profile.address ?? null,
    suppressed: lead?.suppression?.reason ?? null,
    waiting: lead?.hold?.replies ?? [],
  },
  assignee: conversation.assignee ?? null,
  snoozedUntil: conversation.snoozedUntil ?? null,
  labels: conversation.labels,
  class: conversation.class ?? null,
  channels: conversation.channels,
  missions: conversation.missions,
  openedAt: conversation.openedAt,
  lastAt: conversation.lastAt,
  latest: conversation.preview ?? null,
});
