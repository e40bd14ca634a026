import { expect, it } from 'vitest';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { workCohort } from './work-cohort.ts';

type Rex = Awaited<ReturnType<typeof openOutreach>>;

const buys = (rex: Rex, n: number, day: string) =>
  rex.ports.leads.createOrders({
    workspace: WORKSPACE,
    leadId: personOf(n).id,
    version: 1,
    orders: { 'o:7': `${day}:1:900` },
  });
const receivers = ({ mails }: Rex) => mails.map(({ to }) => to);

it('nothing goes to a person who bought since the mission began', async () => {
  const rex = await openOutreach();
  await rex.start();
  rex.pass(86_400_000);
  await buys(rex, 1, '2026-03-06');
  await buys(rex, 2, '2026-03-01');
  await rex.work();
  expect(receivers(rex)).toEqual([personOf(2).profile.address]);
  expect((await rex.cohort()).blocked).toEqual({ [personOf(1).id]: { code: 'ALREADY_BOUGHT', step: 1 } });
});

it('nor to one whose order comes while a message is about to go', async () => {
  const rex = await openOutreach();
  await rex.start();
  rex.pass(86_400_000);
  const leads = Object.create(rex.ports.leads) as Rex['ports']['leads'];
  leads.change = async (before, after) => {
    const saved = await rex.ports.leads.change(before, after);
    // The person is claimed, and an order that is told from now on still counts.
    if (before.id === personOf(1).id) await buys(rex, 1, '2026-03-06');
    return saved;
  };
  const { id } = await rex.cohort();
  await workCohort({ ...rex.ports, leads }, { workspace: WORKSPACE, missionId: rex.id, cohort: id });
  expect(receivers(rex)).toEqual([personOf(2).profile.address]);
  expect(await rex.messages()).toHaveLength(1);
});
