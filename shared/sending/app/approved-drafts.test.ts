import { describe, expect, it } from 'vitest';
import { withMethods } from '../../../test/memory/meanwhile.ts';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { draftsDigest } from '../../approvals/domain/approval.ts';
import { DAY } from '../../kernel/clock.ts';
import { workCohort } from './work-cohort.ts';

/** Two people whose first messages have gone out by one process, which counts what it reads of drafts and content. */
async function sent() {
  const rex = await openOutreach();
  let reads = 0;
  const { cohorts, contents } = rex.ports;
  const ports = {
    ...rex.ports,
    cohorts: withMethods(cohorts, {
      getDrafts: (...of) => {
        reads += 1;
        return cohorts.getDrafts(...of);
      },
    }),
    contents: withMethods(contents, {
      get: (...of) => {
        reads += 1;
        return contents.get(...of);
      },
    }),
  };
  await rex.start();
  const work = async () => workCohort(ports, { workspace: WORKSPACE, missionId: rex.id, cohort: 'utc-0001' });
  await work();
  rex.pass(30 * DAY);
  return { ...rex, ports, work, reads: () => reads };
}

const step = (n: number) => ({ leadId: personOf(n).id, step: 2 });

describe('what an approval binds', () => {
  it('is read once by a process, and sent as it was approved', async () => {
    const rex = await sent();
    expect(rex.reads()).toBe(2);
    await rex.work();
    expect(rex.reads()).toBe(2);
    expect(rex.mails).toHaveLength(4);
  });

  it('is read again when an erasure has changed it, and the others go on', async () => {
    const rex = await sent();
    const drafts = await rex.ports.cohorts.getDrafts(WORKSPACE, rex.id, 'utc-0001');
    if (!drafts) throw new Error('There are no drafts.');
    const left = { ...drafts, leads: drafts.leads.filter(({ leadId }) => leadId !== personOf(1).id) };
    await rex.ports.cohorts.saveDrafts(WORKSPACE, rex.id, left);
    const approval = await rex.approval();
    await rex.ports.approvals.save({ ...approval, cohorts: { 'utc-0001': draftsDigest(left) } }, []);
    await rex.work();
    expect(rex.mails).toHaveLength(3);
    expect(await rex.messages()).toContainEqual(expect.objectContaining(step(2)));
    expect(await rex.messages()).not.toContainEqual(expect.objectContaining(step(1)));
    expect((await rex.cohort()).blocked).toEqual({});
  });

  it('goes out no more when an erasure has taken a name out of the content', async () => {
    const rex = await sent();
    const content = await rex.ports.contents.get(WORKSPACE, rex.id);
    if (!content) throw new Error('There is no content.');
    await rex.ports.contents.save(WORKSPACE, rex.id, {
      ...content,
      from: { ...content.from, name: '[erased]' },
    });
    await rex.ports.approvals.save(await rex.approval(), []);
    await rex.work();
    expect(rex.mails).toHaveLength(2);
  });

  it('goes out no more when the approval became void', async () => {
    const rex = await sent();
    await rex.ports.approvals.save({ ...(await rex.approval()), state: 'void' }, []);
    await rex.work();
    expect(rex.mails).toHaveLength(2);
    expect(Object.values((await rex.cohort()).blocked).map(({ code }) => code)).toEqual([
      'NOT_APPROVED',
      'NOT_APPROVED',
    ]);
  });

  it('is that of the approval which the mission names now', async () => {
    const rex = await sent();
    const content = await rex.ports.contents.get(WORKSPACE, rex.id);
    if (!content) throw new Error('There is no content.');
    const from = { name: 'Another', address: content.from.address };
    await rex.ports.contents.save(WORKSPACE, rex.id, { ...content, from });
    const approval = { ...(await rex.approval()), id: `a_${'9'.repeat(26)}`, version: 1 };
    await rex.ports.approvals.create(approval, []);
    await rex.ports.missions.save({ ...(await rex.read(rex.id)), approvalId: approval.id });
    await rex.work();
    // The messages of the new content are not those of the digest.
    expect(rex.mails).toHaveLength(2);
  });
});
