import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Cause, newEvent } from '../../kernel/events.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { SuppressionStore } from '../../leads/app/ports/suppressions.ts';
import { suppressLead } from '../../leads/app/suppress-lead.ts';
import { gdprEvents } from '../contract/events.ts';
import type { Erasure } from '../domain/erasure.ts';
import type { ErasureHashes } from '../domain/erasure-hashes.ts';
import { personOf } from '../domain/person-of.ts';
import { scrubberOf } from '../domain/scrub.ts';
import type { ErasureQueue, ErasureStore } from './ports/erasures.ts';

export interface EraseLeadDeps {
  readonly leads: LeadStore;
  readonly suppressions: SuppressionStore;
  readonly erasures: ErasureStore;
  readonly erasureQueue: ErasureQueue;
  readonly hashes: ErasureHashes;
  readonly clock: Clock;
}

export interface EraseLead {
  readonly workspace: string;
  readonly leadId: string;
  readonly reason: string;
  readonly cause: Cause;
  /** It is done again after a restore. */
  readonly replayed?: boolean;
}

/**
 * Asks for everything about a person to be erased. What must outlive everything comes first: the record apart from the data, and
 * the keyed hash that keeps a later import suppressed. Nothing goes to the person from here on; a worker does the rest. Again
 * is fine: it wakes the worker.
 * @throws RexError NOT_FOUND
 */
export async function eraseLead(deps: EraseLeadDeps, input: EraseLead): Promise<Erasure> {
  const { workspace, leadId, cause } = input;
  const lead = await deps.leads.get(workspace, leadId);
  if (!lead) throw new RexError('NOT_FOUND', `There is no lead ${leadId}.`);
  const now = deps.clock.now();
  const id = deps.hashes.pseudonymOf(leadId);
  const addressHash = deps.hashes.addressHashOf(workspace, lead.profile.identity);
  const person = personOf(lead, id);
  // Whoever wrote the reason may have named the person.
  const reason = scrubberOf(person).text(input.reason);
  const at = now.toISOString();
  const requestedBy = cause.actor.id;
  const before = await deps.erasures.get(workspace, id);
  const erasure = before?.state === 'RUNNING' ? before : await save();
  await deps.suppressions.add([erasedEntry(workspace, addressHash, at)]);
  await suppressLead(deps, { workspace, leadId, reason: 'erased', source: 'erasure', ...cause });
  await deps.erasureQueue.send([{ kind: 'erase', workspace, erasureId: id }]);
  return erasure;

  function save(): Promise<Erasure> {
    const version = before?.version ?? 1;
    const started: Erasure = {
      workspace,
      id,
      version,
      addressHash,
      state: 'RUNNING',
      reason,
      requestedBy,
      requestedAt: at,
      person,
      phase: 'records',
      counts: { deleted: 0, rewritten: 0, files: 0 },
    };
    const sequence = before ? version + 1 : version;
    const data = { replayed: input.replayed === true };
    const told = newEvent(
      gdprEvents,
      'erasure.requested',
      { about: id, sequence, workspace, ...cause, data },
      now,
    );
    return deps.erasures.save(started, before ? 'version' : 'absent', [told]);
  }
}

/** The entry of the suppression list that is left of a person. */
export const erasedEntry = (workspace: string, addressHash: string, at: string) =>
  ({
    list: workspace,
    kind: 'erased',
    name: addressHash,
    value: addressHash,
    version: 1,
    suppression: { reason: 'erased', at, source: 'erasure' },
  }) as const;
