import { expect, it } from 'vitest';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { newId } from '../../kernel/ids.ts';
import { recordFindings } from '../../recommendations/app/record-findings.ts';
import { requestChange } from '../../recommendations/app/request-change.ts';
import { decideApproval } from './decide-approval.ts';

const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;

/** A cohort that waits for the budget of the next day, and a change of the budget that waits for a decision. */
async function waiting() {
  const rex = await openOutreach({ people: 3, settings: { dailyBudget: 1 } });
  await rex.start();
  await rex.work();
  const finding = {
    kind: 'timing',
    cause: 'slow',
    sentence: 'Send more.',
    evidence: 'All of 100 were delivered.',
    change: { setting: 'dailyBudget', from: 1, to: 300 },
  } as const;
  const found = {
    workspace: WORKSPACE,
    missionId: newId('m', rex.ports.clock.now()),
    now: rex.ports.clock.now(),
  };
  await recordFindings(rex.ports.recommendations, [finding], found, 'c');
  const { latest } = await rex.ports.recommendations.ofCause(WORKSPACE, 'timing', 'slow');
  await requestChange(rex.ports, { workspace: WORKSPACE, id: latest?.id ?? '', cause });
  const asked = await rex.ports.recommendations.get(WORKSPACE, latest?.id ?? '');
  const approval = await rex.ports.approvals.get(WORKSPACE, asked?.approvalId ?? '');
  rex.asked.outbound.length = 0;
  const decide = (outcome: 'approved' | 'rejected') =>
    decideApproval(rex.ports, {
      workspace: WORKSPACE,
      id: approval?.id ?? '',
      subject: 'ann',
      outcome,
      ...(outcome === 'approved' ? { digest: approval?.digest ?? '' } : { reason: 'No.' }),
      correlationId: 'c',
    });
  return { ...rex, decide };
}

it('a change of the settings that is approved wakes those that may wait for it, again when it is repeated', async () => {
  const rex = await waiting();
  expect(rex.mails).toHaveLength(1);
  await rex.decide('approved');
  await rex.decide('approved');
  expect(rex.asked.outbound).toHaveLength(2);
  await rex.work();
  expect(rex.mails).toHaveLength(3);
});

it('one that is rejected wakes nobody', async () => {
  const rex = await waiting();
  await rex.decide('rejected');
  expect(rex.asked.outbound).toEqual([]);
});
