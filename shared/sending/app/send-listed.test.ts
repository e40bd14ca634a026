import { expect, it } from 'vitest';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { addSuppression } from '../../leads/app/add-suppression.ts';

const OPERATORS = 'operations';

async function suppressed(value: string, change: object = {}) {
  const rex = await openOutreach({ people: 3 });
  await rex.start();
  const input = { workspace: WORKSPACE, scope: 'workspace', reason: 'legal', source: 'api' } as const;
  await addSuppression(
    { ...rex.ports, operatorsWorkspace: OPERATORS },
    { ...input, value, correlationId: 'c', ...change },
  );
  await rex.work();
  return rex;
}

it.each([
  ['a domain of the workspace', {}],
  ['a domain of all workspaces', { workspace: OPERATORS, scope: 'global' }],
])('%s that was suppressed after the approval gets nothing, and the leads say why', async (_, change) => {
  const rex = await suppressed('@people.example', change);
  expect(rex.mails).toEqual([]);
  const blocked = Object.values((await rex.cohort()).blocked);
  expect(blocked.map(({ code }) => code)).toEqual(['SUPPRESSED', 'SUPPRESSED', 'SUPPRESSED']);
  expect((await rex.lead(1)).suppression?.reason).toBe('legal');
});

it('keeps back only the person that the hash of an address names', async () => {
  // The MD5 of p2@people.example.
  const rex = await suppressed('c92ad333c5ee955191b0f1a6f6c8306c');
  expect(rex.mails.map(({ to }) => to).toSorted()).toEqual(['p1@people.example', 'p3@people.example']);
});

it('lets e-mail go where only another channel is suppressed', async () => {
  const rex = await suppressed('@people.example', { channels: ['sms'] });
  expect(rex.mails).toHaveLength(3);
  expect((await rex.lead(1)).suppressedOn).toMatchObject({ sms: { reason: 'legal' } });
});
