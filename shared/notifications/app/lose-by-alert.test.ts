import { expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { raiseAlert } from '../../alerts/app/raise-alert.ts';
import { settleAlert } from '../../alerts/app/settle-alert.ts';
import { newTrackRecord } from '../../autonomy/domain/track-record.ts';
import { loseByAlert } from './lose-by-alert.ts';

const KEYS = ['writer email.answer faq', 'writer email.send letter', 'ads ads.change google_ads'];

/** A workspace whose agents have earned all of `KEYS`, in which something is wrong. */
async function alerted(type: string, evidence: Record<string, unknown>) {
  const { ports, openWorkspace } = openRex();
  await openWorkspace();
  for (const key of KEYS) {
    const [agent = '', effect = '', segment = ''] = key.split(' ');
    const record = newTrackRecord({ workspace: WORKSPACE, agent, effect, segment });
    await ports.trackRecords.save({ ...record, evidence: 20 }, 'absent');
  }
  const { id } = await raiseAlert(ports, {
    workspace: WORKSPACE,
    type,
    severity: 'warning',
    title: 'Something is wrong',
    message: 'Look.',
    evidence,
    cause: 'test',
  });
  return {
    ports,
    id,
    lose: () => loseByAlert(ports, { kind: 'alert', workspace: WORKSPACE, alertId: id }),
    kept: async () =>
      (await ports.trackRecords.list(WORKSPACE))
        .filter(({ evidence: of }) => of > 1)
        .map(({ agent, effect, segment }) => `${agent} ${effect} ${segment}`)
        .toSorted(),
    why: async () =>
      (await ports.trackRecords.list(WORKSPACE)).flatMap(({ lostBecause }) => lostBecause ?? []),
  };
}

it.each([
  [
    'exactly the agent, effect and segment that it names',
    'customer-complaint',
    { agent: 'writer', effect: 'email.send', segment: 'letter' },
    ['ads ads.change google_ads', 'writer email.answer faq'],
  ],
  [
    'nothing where no agent has earned what it names',
    'customer-complaint',
    { agent: 'other', effect: 'email.send', segment: 'letter' },
    KEYS.toSorted(),
  ],
  [
    'all kinds of mail, when it is about mail at large',
    'delivery-rate-drop',
    {},
    ['ads ads.change google_ads'],
  ],
  ['nothing, when it is about something else', 'task-limit', { agent: 'writer' }, KEYS.toSorted()],
] as const)('an alert takes %s', async (_, type, evidence, left) => {
  const { id, lose, kept, why } = await alerted(type, evidence);
  await lose();
  await lose();
  expect(await kept()).toEqual(left);
  for (const reason of await why()) expect(reason).toBe(`Alert ${id}: Something is wrong.`);
});

it('an alert that was resolved before it was heard takes nothing', async () => {
  const { ports, id, lose, kept } = await alerted('customer-complaint', {});
  const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: '' } as const;
  await settleAlert(ports, { workspace: WORKSPACE, id, outcome: 'resolved', cause });
  await lose();
  expect(await kept()).toHaveLength(KEYS.length);
});
