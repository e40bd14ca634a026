import { expect, it } from 'vitest';
import { goodSendContext } from '../../../test/bench/send-context.ts';
import { openMemory } from '../../../test/memory/tables.ts';
import { enterMessage } from '../../../test/support/messages.ts';
import { stores } from '../../../test/support/stores.ts';
import { outreachMission } from '../../missions/domain/mission.ts';
import { NO_ENGAGEMENT } from '../../scoring/domain/past-engagement.ts';
import { fitReactivationModel } from '../../scoring/domain/reactivation-model.ts';
import { sendSchema } from '../../sending/domain/send.ts';
import { engagementBefore } from './engagement-before.ts';
import { reviveLead } from './reviver.ts';

const tables = openMemory();

const EARLIER = `m_${'1'.repeat(26)}`;
const COHORT = 'none-0001';
const { settings, lead, mission } = goodSendContext(new Date('2026-03-02T12:00:00.000Z'));
const { workspace } = lead;
/** It looks from the first of February, when it was created. */
const now = outreachMission(mission);
const written = { ...lead, journeys: { [EARLIER]: COHORT, [now.id]: COHORT } };
const neverWritten = { ...written, id: `l_${'b'.repeat(20)}`, journeys: {} };

it('counts how leads engaged with earlier missions, and nothing for a lead that no mission wrote to', async () => {
  const { ledger } = stores(tables);
  const send = (missionId: string, step: number, told: object) =>
    enterMessage(
      ledger,
      sendSchema.parse({
        workspace,
        missionId,
        cohort: COHORT,
        leadId: written.id,
        step,
        variant: 'A',
        state: 'delivered',
        subject: '',
        contentHash: '',
        approvalId: '',
        domain: '',
        claimedAt: '2025-06-01T10:00:00.000Z',
        ...told,
      }),
    );
  await send(EARLIER, 1, { openedAt: '2025-06-02T10:00:00.000Z', clickedAt: '2025-06-02T10:05:00.000Z' });
  await send(EARLIER, 2, {
    openedAt: '2026-02-20T10:00:00.000Z',
    machineOpenedAt: '2025-06-09T10:00:00.000Z',
  });
  await send(now.id, 1, { openedAt: '2025-07-01T10:00:00.000Z' });

  const engagementOf = await engagementBefore(ledger, now, [written, neverWritten]);
  const engagement = engagementOf(written.id);
  expect(engagement).toEqual({ opens: 1, clicks: 1, replies: 0 });
  expect(engagementOf(neverWritten.id)).toEqual(NO_ENGAGEMENT);

  const model = fitReactivationModel([], new Date('2026-02-01'));
  const view = { mission: now, settings, model };
  const scoreWith = (past: typeof engagement) =>
    reviveLead(view, written, { orders: undefined, engagement: past }).score;
  expect(scoreWith(engagement)).toBeGreaterThan(scoreWith(NO_ENGAGEMENT));
});
