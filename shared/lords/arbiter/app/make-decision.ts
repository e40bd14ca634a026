import type { z } from 'zod';
import { addMs, DAY } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import { type Asked, foundWork } from '../../../seats/app/carry-out.ts';
import { refusal } from '../../../seats/domain/refusal.ts';
import { type Made, turned, type Work } from '../../../seats/domain/work.ts';
import {
  APPEAL_DAYS,
  type Case,
  type Decision,
  type decideInputSchema,
  type Enforced,
  type Party,
  type Proposal,
} from '../contract/schemas.ts';
import { arbiter } from '../contract/seat.ts';
import { countOf } from '../domain/count-of.ts';
import type { ArbiterDeps } from './deps.ts';

/** Binds the parties to an option. Written first; what it changes is done when it is looked at, at once. */
export async function makeArbitrationDecision(
  deps: ArbiterDeps,
  { workspace, input, cause, now }: Asked<z.output<typeof decideInputSchema>>,
): Promise<Made> {
  const proposal = await foundWork(arbiter, deps, 'proposal', workspace, input.proposalId);
  const { caseId, options } = proposal.result as Proposal;
  const option = options.find(({ key }) => key === input.option);
  if (!option) {
    const keys = options.map(({ key }) => key).join(', ');
    throw refusal([{ path: 'body.option', message: `is none of its options: ${keys}` }]);
  }
  const conflict = await foundWork(arbiter, deps, 'case', workspace, caseId);
  const of = conflict.result as Case;
  await checkNewest(deps, proposal, of);
  checkNoParty(of.parties, cause.actor.id);
  const decision: Decision = {
    caseId,
    proposalId: proposal.id,
    parties: of.parties,
    option,
    reason: input.reason,
    effects: option.effects.map((effect) => ({ effect, state: 'pending', says: 'It is done next.' })),
    checks: [],
    appealableUntil: addMs(now, APPEAL_DAYS * DAY).toISOString(),
  };
  const { type, severity, about, parties } = of;
  return {
    work: {
      kind: 'decision',
      title: `${conflict.title}: ${option.key}`,
      result: decision,
      sources: [
        { kind: 'work', id: proposal.id, says: `It chose ${option.key}: ${option.method}.` },
        { kind: 'person', id: cause.actor.id, says: 'Decided it.' },
      ],
      dueAt: now.toISOString(),
    },
    beside: [settled(turned(arbiter, conflict, 'decided')), turned(arbiter, proposal, 'decided')],
    tells: [
      {
        name: 'CONFLICT_RESOLVED',
        data: {
          type,
          severity,
          about,
          parties: parties.map(({ id }) => id),
          resolution: `${option.key}: ${option.method}`,
          fairness: option.fairness ?? 0,
        },
      },
    ],
  };
}

/** Of a case that does not name its proposal yet, so many of the newest are looked through for a newer one. */
const PROPOSALS = 300;

/** An older proposal divides what a later analysis has found to be otherwise. @throws RexError CONFLICT */
async function checkNewest(
  { works }: Pick<ArbiterDeps, 'works'>,
  proposal: Work,
  { proposalId }: Case,
): Promise<void> {
  const { id, result } = proposal;
  const { caseId } = result as Proposal;
  const newest = proposalId ?? (await newestOf(works, proposal.workspace, caseId));
  if (newest !== undefined && newest !== id)
    throw new RexError(
      'CONFLICT',
      `${id} is out of date: ${newest} was proposed for ${caseId} since. Only the newest proposal of a case can be decided.`,
    );
}

async function newestOf(
  works: ArbiterDeps['works'],
  workspace: string,
  caseId: string,
): Promise<string | undefined> {
  const prefix = `${arbiter.kinds.proposal.prefix}_`;
  const { items } = await works.page(workspace, { limit: PROPOSALS, prefix });
  return items.find((each) => (each.result as Proposal).caseId === caseId)?.id;
}

/** Nobody is a judge in their own case. @throws RexError CONFLICT */
export function checkNoParty(parties: readonly Party[], person: string): void {
  if (parties.some(({ kind, id }) => kind === 'person' && id === person))
    throw new RexError(
      'CONFLICT',
      'You are a party to this conflict: another person decides it, in a role that approves.',
    );
}

/** A work that nobody has to look at again. */
export const settled = ({ dueAt: _, ...work }: Work): Work => work;

/** How far effects have got, in one sentence. */
export const doneOf = (effects: readonly Enforced[]): string =>
  effects.length === 0
    ? 'Rex has nothing to change: people see to it.'
    : `${effects.filter(({ state }) => state === 'done').length} of ${countOf(effects.length, 'change')} done.`;
