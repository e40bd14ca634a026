import { describe, expect, it } from 'vitest';
import { meanwhile } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { learnSendTimes } from './learn-send-times.ts';
import { recordFeedback } from './record-feedback.ts';
import { countMessages, loadMessageFacts, progressCounts } from './summarize-messages.ts';

/** Two people who were written to at noon in UTC, of whom one opened it. */
async function opened() {
  const rex = await openOutreach({ settings: { timeZone: 'Europe/Berlin' } });
  await rex.send();
  const feedback = { kind: 'opened', at: '2026-03-05T20:00:00.000Z', signs: [] } as const;
  await recordFeedback(rex.ports, [{ ref: rex.refOf(1), feedback }]);
  const facts = () => loadMessageFacts(rex.ports, WORKSPACE, rex.id);
  const learn = async (id = rex.id, change: object = {}) =>
    learnSendTimes({ ...rex.ports, ...change }, { workspace: WORKSPACE, id }, await facts());
  return { ...rex, facts, learn, hours: () => rex.ports.sendTimes.get(WORKSPACE) };
}

describe('learnSendTimes', () => {
  it('counts what went out and was answered by the hour of the day of its people', async () => {
    const rex = await opened();
    await rex.learn();
    const hours = await rex.hours();
    expect(hours?.missions).toEqual([rex.id]);
    expect(hours?.sent.flatMap((n, hour) => (n > 0 ? [[hour, n]] : []))).toEqual([[12, 2]]);
    expect(hours?.engaged.flatMap((n, hour) => (n > 0 ? [[hour, n]] : []))).toEqual([[12, 1]]);
  });

  it('counts a mission once, and adds another one', async () => {
    const rex = await opened();
    await rex.learn();
    const once = await rex.hours();
    await rex.learn();
    expect(await rex.hours()).toEqual(once);
    await rex.learn(`m_${'9'.repeat(26)}`);
    expect((await rex.hours())?.sent[12]).toBe(4);
  });

  it('keeps what another mission adds at the same moment', async () => {
    const rex = await opened();
    await rex.learn(`m_${'8'.repeat(26)}`);
    const sendTimes = meanwhile(rex.ports.sendTimes, 'get', () => rex.learn(`m_${'9'.repeat(26)}`));
    await rex.learn(rex.id, { sendTimes });
    expect((await rex.hours())?.missions.toSorted()).toEqual(
      [`m_${'8'.repeat(26)}`, `m_${'9'.repeat(26)}`, rex.id].toSorted(),
    );
    expect((await rex.hours())?.sent[12]).toBe(6);
  });

  it('keeps what another mission writes first of all', async () => {
    const rex = await opened();
    const sendTimes = meanwhile(rex.ports.sendTimes, 'get', () => rex.learn(`m_${'9'.repeat(26)}`));
    await rex.learn(rex.id, { sendTimes });
    expect((await rex.hours())?.sent[12]).toBe(4);
  });
});

describe('the numbers of a mission', () => {
  it('come from the ledger, the drafts and what guards blocked', async () => {
    const rex = await opened();
    const cohort = await rex.cohort();
    const blocked = { [rex.refOf(2).leadId]: { code: 'SUPPRESSED', step: 2 } };
    await rex.ports.cohorts.save({ ...cohort, blocked });
    const facts = await rex.facts();
    expect(countMessages(facts, true)).toMatchObject({
      drafted: 4,
      approved: 4,
      sent: 2,
      delivered: 0,
      opened: 1,
      unknown: 0,
      blocked: 1,
      blockedBy: { SUPPRESSED: 1 },
      rejectedFor: {},
    });
    expect(countMessages(facts, false)).toMatchObject({ drafted: 4, approved: 0, sent: 2 });
  });

  it('of a running mission are those of the latest rounds, and nothing is approved before somebody says so', async () => {
    const rex = await opened();
    const approval = await rex.approval();
    const cohorts = [await rex.cohort(), await rex.cohort()];
    expect(progressCounts(cohorts, approval)).toMatchObject({ drafted: 4, approved: 4, sent: 4 });
    expect(progressCounts([], { ...approval, state: 'pending' })).toMatchObject({ approved: 0, sent: 0 });
  });

  it('name the reasons for which a provider refused messages', async () => {
    const rex = await openOutreach({ people: 2 });
    rex.answers.push({ outcome: 'refused', reason: 'The address is malformed.' });
    await rex.send();
    const counts = countMessages(await loadMessageFacts(rex.ports, WORKSPACE, rex.id), true);
    expect(counts).toMatchObject({ sent: 1, rejected: 1, rejectedFor: { 'The address is malformed.': 1 } });
  });
});
