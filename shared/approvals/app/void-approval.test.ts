import { describe, expect, it } from 'vitest';
import { meanwhile } from '../../../test/memory/meanwhile.ts';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { sampleApproval } from '../../../test/support/samples.ts';
import type { MessagesApproval } from '../domain/approval.ts';
import { approvalOfMission } from './approval-of-mission.ts';
import { voidApproval } from './void-approval.ts';

async function asked(change: Partial<MessagesApproval> = {}) {
  const rex = openRex();
  const approval = sampleApproval(change);
  await rex.ports.approvals.create(approval, []);
  const mission = await rex.mission({ approvalId: approval.id });
  return { ...rex, mission, approval, read: () => rex.ports.approvals.get(WORKSPACE, approval.id) };
}

describe('voidApproval', () => {
  it.each(['pending', 'approved'] as const)(
    'ends an approval that is %s, and tells so once',
    async (state) => {
      const rex = await asked({ state });
      await voidApproval(rex.ports, rex.mission, 'The sender changed.');
      expect(await rex.read()).toMatchObject({ state: 'void', reason: 'The sender changed.', version: 2 });
      await voidApproval(rex.ports, rex.mission, 'Again.');
      expect(await rex.read()).toMatchObject({ reason: 'The sender changed.', version: 2 });
      expect(rex.told()).toMatchObject([
        {
          name: 'approval.voided',
          sequence: 2,
          correlationId: rex.mission.correlationId,
          data: { state: 'void', reason: 'The sender changed.' },
        },
      ]);
    },
  );

  it.each(['rejected', 'expired', 'void'] as const)('leaves one that is %s as it is', async (state) => {
    const rex = await asked({ state, reason: 'No.' });
    await voidApproval(rex.ports, rex.mission, 'The sender changed.');
    expect(await rex.read()).toEqual(rex.approval);
    expect(rex.told()).toEqual([]);
  });

  it('also ends a yes that was given between its read and its write', async () => {
    const rex = await asked();
    const { approvals } = rex.ports;
    const late = meanwhile(approvals, 'get', () =>
      approvals.save({ ...rex.approval, state: 'approved', decidedBy: 'ann' }, []),
    );
    await voidApproval({ ...rex.ports, approvals: late }, rex.mission, 'Cancelled.');
    expect(await rex.read()).toMatchObject({ state: 'void', decidedBy: 'ann', version: 3 });
  });

  it('does nothing for a mission that was never approved, or whose approval is gone', async () => {
    const rex = openRex();
    const before = rex.records();
    await voidApproval(rex.ports, await rex.mission(), 'r');
    await voidApproval(rex.ports, await rex.mission({ approvalId: `a_${'9'.repeat(26)}` }), 'r');
    expect(rex.told()).toEqual([]);
    expect(before).toEqual([]);
  });
});

describe('approvalOfMission', () => {
  it('is the approval of its messages, in its own workspace', async () => {
    const { ports, approval, mission } = await asked();
    expect(await approvalOfMission(ports.approvals, mission)).toEqual(approval);
    expect(await approvalOfMission(ports.approvals, { ...mission, workspace: 'beta' })).toBeUndefined();
    expect(await approvalOfMission(ports.approvals, { ...mission, approvalId: undefined })).toBeUndefined();
  });

  it('never is an approval of settings, whatever the mission says', async () => {
    const rex = openRex();
    const { missionId: _, cohorts: __, recipients: ___, messages: ____, ...base } = sampleApproval();
    await rex.ports.approvals.create(
      {
        ...base,
        subject: 'settings',
        recommendationId: `r_${'0'.repeat(26)}`,
        sentence: 'Send less.',
        evidence: 'Complaints.',
        change: { setting: 'dailyBudget', from: 1000, to: 500 },
        settingsVersion: 1,
      },
      [],
    );
    const mission = { workspace: WORKSPACE, approvalId: base.id };
    expect(await approvalOfMission(rex.ports.approvals, mission)).toBeUndefined();
  });
});
