import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { type AskedFor, type AskedOfVersion, changesOf, found, requestOf } from '../../platform/asked.ts';
import { demandVersion } from '../../platform/if-match.ts';
import type { PageAsked } from '../../platform/ports/collection.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type {
  AddIntelligenceBody,
  EditIntelligenceBody,
  IntelligenceView,
} from '../contract/intelligence.ts';
import { type Intelligence, intelligenceEvent, intelligenceView, isExpired } from '../domain/intelligence.ts';
import type { IntelligenceStore } from './ports/campaigns.ts';

export interface ManageIntelligenceDeps {
  readonly intelligence: IntelligenceStore;
  readonly clock: Clock;
}

/** @throws RexError VALIDATION_FAILED, IDEMPOTENCY_MISMATCH */
export function addIntelligence(
  { intelligence, clock }: ManageIntelligenceDeps,
  asked: AskedFor<AddIntelligenceBody>,
): Promise<Intelligence> {
  const { workspace, body, cause } = asked;
  const now = clock.now();
  const at = now.toISOString();
  const entry: Intelligence = {
    ...body,
    workspace,
    id: newId('ie', now),
    version: 1,
    createdAt: at,
    createdBy: cause.actor.id,
    updatedAt: at,
  };
  const event = intelligenceEvent(entry, 'intelligence.added', 1, cause, now);
  return intelligence.create(entry, [event], requestOf(asked));
}

/** @throws RexError NOT_FOUND, PRECONDITION_FAILED, PRECONDITION_REQUIRED */
export const editIntelligence = (
  { intelligence, clock }: ManageIntelligenceDeps,
  { ifMatch, body, ...of }: AskedOfVersion & { readonly body: EditIntelligenceBody },
): Promise<Intelligence> =>
  retryOnConflict(async () => {
    const entry = await found(intelligence, 'entry', of);
    demandVersion(ifMatch, entry.version);
    const now = clock.now();
    const changes = changesOf(body) as Partial<Intelligence>;
    const next: Intelligence = { ...entry, ...changes, updatedAt: now.toISOString() };
    const event = intelligenceEvent(next, 'intelligence.changed', next.version + 1, of.cause, now);
    return intelligence.save(next, [event]);
  });

/** @throws RexError NOT_FOUND, PRECONDITION_FAILED, PRECONDITION_REQUIRED */
export const removeIntelligence = (
  { intelligence, clock }: ManageIntelligenceDeps,
  { ifMatch, ...of }: AskedOfVersion,
): Promise<void> =>
  retryOnConflict(async () => {
    const entry = await found(intelligence, 'entry', of);
    demandVersion(ifMatch, entry.version);
    const now = clock.now();
    const event = intelligenceEvent(entry, 'intelligence.removed', entry.version + 1, of.cause, now);
    await intelligence.remove(entry, [event]);
  });

export interface IntelligenceAsked extends PageAsked {
  readonly type?: Intelligence['type'] | undefined;
  readonly minConfidence?: number | undefined;
  readonly valid?: 'yes' | 'no' | undefined;
}

export async function listIntelligence(
  { intelligence, clock }: ManageIntelligenceDeps,
  workspace: string,
  { type, minConfidence = 0, valid, ...page }: IntelligenceAsked,
): Promise<{ entries: IntelligenceView[]; cursor: string | null }> {
  const { items, cursor } = await intelligence.page(workspace, page);
  const now = clock.now();
  const wanted = items.filter(
    (entry) =>
      (type === undefined || entry.type === type) &&
      entry.confidence >= minConfidence &&
      (valid === undefined || isExpired(entry, now) === (valid === 'no')),
  );
  return { entries: wanted.map((entry) => intelligenceView(entry, now)), cursor };
}
