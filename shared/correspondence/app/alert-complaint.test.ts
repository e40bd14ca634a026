import { expect, it } from 'vitest';
import { ADA, openCorrespondence } from '../../../test/memory/correspondence.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { newTrackRecord } from '../../autonomy/domain/track-record.ts';
import { recordAnswerFeedback } from '../../inbox/app/record-answer-feedback.ts';
import type { Answer } from '../../inbox/domain/answer.ts';
import { loseByAlert } from '../../notifications/app/lose-by-alert.ts';
import { alertOfTaskComplaint } from './alert-complaint.ts';

const LETTER = { subject: 'The catalogue', text: 'Here it is.' };
const POLICY = [{ id: 'letters', when: { effect: ['email.send'] }, verdict: 'run', because: 'They may.' }];

/** A letter of a task that has arrived, and what several agents have earned. */
async function sent() {
  const rex = await openCorrespondence({ tasks: { policy: POLICY } });
  const { id } = await rex.create('email.send', LETTER, { agent: 'writer' });
  expect(await rex.work(id)).toMatchObject({ status: 'completed' });
  const [answer] = await rex.answers();
  for (const [agent, effect, segment] of [
    ['writer', 'email.send', 'letter'],
    ['writer', 'email.send', 'follow-up'],
    ['writer', 'email.answer', 'letter'],
    ['other', 'email.send', 'letter'],
  ] as const)
    await rex.ports.trackRecords.save(
      { ...newTrackRecord({ workspace: WORKSPACE, agent, effect, segment }), evidence: 20 },
      'absent',
    );
  if (!answer) throw new Error('No letter has gone out.');
  const complain = (tell = (of: Answer) => alertOfTaskComplaint(rex.ports, of)) =>
    recordAnswerFeedback(
      { ...rex.ports, tellAnswerComplaint: tell },
      { workspace: WORKSPACE, leadId: ADA, id: answer.id },
      { kind: 'complained', at: rex.ports.clock.now().toISOString() },
    );
  const alerts = async () => (await rex.ports.alerts.list(WORKSPACE, { limit: 10 })).alerts;
  const earned = async () =>
    (await rex.ports.trackRecords.list(WORKSPACE))
      .filter(({ evidence }) => evidence > 1)
      .map(({ agent, effect, segment }) => `${agent} ${effect} ${segment}`)
      .toSorted();
  return { rex, id, answer, complain, alerts, earned };
}

it('a complaint about a mail of a task takes what exactly its agent has earned for exactly such mail', async () => {
  const { rex, id, answer, complain, alerts, earned } = await sent();
  await complain();
  const [alert] = await alerts();
  expect(alert).toMatchObject({
    type: 'customer-complaint',
    evidence: { agent: 'writer', effect: 'email.send', segment: 'letter', taskId: id, answerId: answer.id },
  });
  const message = { kind: 'alert', workspace: WORKSPACE, alertId: alert?.id ?? '' } as const;
  for (let n = 0; n < 2; n++) await loseByAlert(rex.ports, message);
  expect(await earned()).toEqual([
    'other email.send letter',
    'writer email.answer letter',
    'writer email.send follow-up',
  ]);
});

it('a complaint that is told again is no second one, and one whose recording dies is told again', async () => {
  const { rex, complain, alerts } = await sent();
  await expect(
    complain(async (of) => {
      await alertOfTaskComplaint(rex.ports, of);
      throw new Error('dies');
    }),
  ).rejects.toThrow('dies');
  for (let n = 0; n < 3; n++) await complain();
  expect(await alerts()).toMatchObject([{ count: 2 }]);
  expect(await rex.answers()).toMatchObject([{ state: 'complained' }]);
});

it('a complaint about what a member wrote is no matter of agents', async () => {
  const { rex, answer, alerts } = await sent();
  await alertOfTaskComplaint(rex.ports, { ...answer, task: undefined });
  expect(await alerts()).toEqual([]);
});
