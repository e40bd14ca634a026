import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { ConversationState } from '../contract/conversation.ts';
import type { ConversationView } from '../contract/routes.ts';
import { type Conversation, conversationIdOf, editionOf } from '../domain/conversation.ts';
import { type Facets, hasAll, narrowest } from '../domain/facets.ts';
import type { ConversationStore, CountsByState } from './ports/conversations.ts';

export interface ListConversationsDeps {
  readonly conversations: ConversationStore;
  readonly leads: Pick<LeadStore, 'getMany'>;
}

/** Most pages of the index that one list reads; with further filters a page may have fewer conversations than its limit. */
const PAGES = 5;
/** Where the first page left many out, the next ones are so large. */
const SIFTED = 100;

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
  const facet = narrowest(facets);
  for (let pages = 0; pages < PAGES && (pages === 0 || next !== null) && found.length < limit; pages++) {
    const page = await deps.conversations.list(workspace, {
      state,
      facet,
      limit: pages > 0 && facet === undefined ? SIFTED : limit - found.length,
      cursor: next ?? undefined,
    });
    found.push(...page.conversations.filter((each) => each.state === state && hasAll(each, facets)));
    next = page.cursor;
  }
  const last = found[limit - 1];
  if (last && found.length > limit) next = deps.conversations.cursorBehind(last);
  return { conversations: await withLeads(deps, workspace, found.slice(0, limit)), cursor: next };
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
  const { all, byAssignee } = await conversations.counts(workspace);
  const cared = [...byAssignee.values()];
  const each = (count: (state: ConversationState) => number): CountsByState => ({
    open: count('open'),
    snoozed: count('snoozed'),
    done: count('done'),
  });
  return {
    all,
    mine: each((state) => byAssignee.get(subject)?.[state] ?? 0),
    // They are read at nearly the same time.
    nobody: each((state) =>
      Math.max(
        0,
        cared.reduce((left, of) => left - of[state], all[state]),
      ),
    ),
  };
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
