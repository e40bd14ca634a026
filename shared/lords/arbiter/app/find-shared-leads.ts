import { mapConcurrent } from '../../../kernel/concurrency.ts';
import type { RoundMade } from '../../../seats/app/review-due.ts';
import type { Source } from '../../../seats/domain/work.ts';
import { countOf } from '../domain/count-of.ts';
import type { ArbiterDeps } from './deps.ts';
import { partyOf, type Seen } from './find-waits.ts';
import { caseOf } from './register-conflict.ts';

/**
 * Leads that one mission was about to write to while another one did. The cohorts say so by themselves: looking through the
 * audiences of all missions would cost a read of every lead.
 */
export async function leadConflicts(
  deps: Pick<ArbiterDeps, 'cohorts'>,
  { workspace, sending }: Seen,
): Promise<RoundMade[]> {
  if (sending.length < 2) return [];
  const types = new Map(sending.map((mission) => [mission.id, mission]));
  const lost = await mapConcurrent(sending, 3, async ({ id }) =>
    (await deps.cohorts.list(workspace, id)).flatMap(({ lostContacts }) =>
      Object.entries(lostContacts).map(([leadId, { holder, at }]) => ({
        leadId,
        at,
        pair: [id, holder.split('#')[0] ?? ''].toSorted(),
      })),
    ),
  );
  const shared = lost.flat().filter(({ pair: [a = '', b = ''] }) => a !== b && types.has(a) && types.has(b));
  return [...Map.groupBy(shared, ({ pair }) => pair.join(' '))].map(([pair, contacts]) => {
    const leads = new Map(contacts.map(({ leadId, at }) => [leadId, at]));
    const parties = pair.split(' ').flatMap((id) => {
      const mission = types.get(id);
      return mission ? [partyOf(mission, 'to write to the same leads')] : [];
    });
    const sources = [...leads].slice(0, 20).map(
      ([id, at]): Source => ({
        kind: 'lead',
        id,
        says: `Two missions were about to write to it at ${at}.`,
      }),
    );
    return {
      ...caseOf(
        {
          type: 'resource_allocation',
          severity: 'medium',
          severityBasis: 'Nobody was written to twice: the contact lease kept the second message back.',
          about: `Two missions write to the same ${countOf(leads.size, 'lead')}`,
          resource: null,
          parties,
          dispute: {
            kind: 'claims',
            of: 'the leads that both write to',
            estate: leads.size,
            claims: [leads.size, leads.size],
            whole: true,
          },
          decisionId: null,
        },
        sources,
      ),
      key: `leads#${pair}`,
    };
  });
}
