import { describe, expect, it } from 'vitest';
import { dying, meanwhile } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { ANN } from '../../../test/memory/tasks.ts';
import { judgedQuality } from '../../drafting/app/message-quality.ts';
import { DAY } from '../../kernel/clock.ts';
import { acts } from '../../lords/aesthete/app/work.ts';
import { aesthete } from '../../lords/aesthete/contract/seat.ts';
import { qualitySettingsSchema } from '../../quality/contract/settings.ts';
import { carryOut } from '../../seats/app/carry-out.ts';
import { decideApproval, settleApproval } from './decide-approval.ts';
import { viewApproval } from './view-approval.ts';

const stepOf = ({ ports, id }: Awaited<ReturnType<typeof openOutreach>>) =>
  ports.missions.getStep(WORKSPACE, id, 'approve');

async function asked() {
  const rex = await openOutreach();
  const approval = await rex.request();
  const decided = () => rex.told().filter(({ name }) => name === 'approval.decided');
  return { ...rex, pending: approval, decided, settle: () => settleApproval(rex.ports, WORKSPACE, rex.id) };
}

describe('decideApproval', () => {
  it('records who said yes to which digest, tells it once, and lets the mission go on', async () => {
    const rex = await asked();
    await rex.decide('approved');
    const approved = await rex.ports.approvals.get(WORKSPACE, rex.pending.id);
    expect(approved).toMatchObject({
      state: 'approved',
      decidedBy: 'ann',
      decidedAt: '2026-03-05T12:00:00.000Z',
      digest: rex.pending.digest,
      version: 2,
    });
    expect(rex.decided()).toMatchObject([
      {
        sequence: 2,
        actor: { kind: 'user', id: 'ann' },
        correlationId: (await rex.read(rex.id)).correlationId,
        data: { state: 'approved' },
      },
    ]);
    expect(await stepOf(rex)).toMatchObject({ state: 'done' });
    expect(rex.asked.tokens).toEqual([{ token: 't-approve' }]);
  });

  it('takes the same decision of the same person twice and records it once', async () => {
    const rex = await asked();
    await rex.decide('approved');
    await rex.decide('approved');
    expect(rex.decided()).toHaveLength(1);
    expect((await rex.ports.approvals.get(WORKSPACE, rex.pending.id))?.version).toBe(2);
  });

  it('tells the mission by asking again, when the process died between the record and the telling', async () => {
    const rex = await asked();
    const input = {
      workspace: WORKSPACE,
      id: rex.pending.id,
      subject: 'ann',
      outcome: 'approved',
      digest: rex.pending.digest,
      correlationId: 'c',
    } as const;
    const dead = { ...rex.ports, missions: dying(rex.ports.missions, 'saveStep') };
    await expect(decideApproval(dead, input)).rejects.toThrow('dies');
    expect(rex.asked.tokens).toEqual([]);
    await decideApproval(rex.ports, input);
    expect(rex.asked.tokens).toEqual([{ token: 't-approve' }]);
    expect(rex.decided()).toHaveLength(1);
  });

  it('stops the mission with the reason of whoever rejects it', async () => {
    const rex = await asked();
    await rex.decide('rejected', { reason: 'Too loud.' });
    expect(rex.asked.tokens).toEqual([{ token: 't-approve', error: 'Rex.Rejected', cause: 'Too loud.' }]);
    await rex.work();
    expect(rex.mails).toEqual([]);
  });

  it('refuses a yes to other messages than those that were looked at, names the digest, and changes nothing', async () => {
    const rex = await asked();
    const before = rex.records();
    await expect(rex.decide('approved', { digest: 'of yesterday' })).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'body.digest' }],
    });
    expect(rex.records()).toEqual(before);
    expect(rex.asked.tokens).toEqual([]);
  });

  it('decides once: a no after the yes of somebody else at the same moment is refused', async () => {
    const rex = await asked();
    const late = {
      ...rex.ports,
      approvals: meanwhile(rex.ports.approvals, 'get', () => rex.decide('approved')),
    };
    const input = { workspace: WORKSPACE, id: rex.pending.id, subject: 'bob', correlationId: 'c' };
    await expect(decideApproval(late, { ...input, outcome: 'rejected' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'This approval is approved already; a decision is made once.',
    });
    expect(rex.decided()).toHaveLength(1);
    expect(rex.asked.tokens).toEqual([{ token: 't-approve' }]);
  });

  it.each([
    ['an approval that is not there', { id: `a_${'9'.repeat(26)}` }],
    ['an approval of another workspace', { workspace: 'beta' }],
  ])('does not find %s', async (_, change) => {
    const rex = await asked();
    const before = rex.records();
    await expect(rex.decide('approved', change)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(rex.records()).toEqual(before);
  });
});

describe('settleApproval', () => {
  it('ends an approval that nobody answered in its week, which is never a yes', async () => {
    const rex = await asked();
    rex.pass(7 * DAY);
    await rex.settle();
    await rex.settle();
    expect(await rex.ports.approvals.get(WORKSPACE, rex.pending.id)).toMatchObject({
      state: 'expired',
      decidedBy: 'rex',
    });
    expect(rex.decided()).toMatchObject([{ actor: { kind: 'rex' }, data: { state: 'expired' } }]);
    expect(rex.asked.tokens.map(({ error }) => error)).toEqual(['Rex.Expired', 'Rex.Expired']);
    await expect(rex.decide('approved')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('changes and tells nothing before the time is over', async () => {
    const rex = await asked();
    rex.pass(7 * DAY - 1);
    const before = rex.records();
    await rex.settle();
    expect(rex.records()).toEqual(before);
    expect(rex.asked.tokens).toEqual([]);
  });

  it('tells a mission again what was decided, and keeps a decision that came in time', async () => {
    const rex = await asked();
    await rex.decide('rejected', { reason: 'No.' });
    rex.pass(30 * DAY);
    await rex.settle();
    expect(rex.asked.tokens).toHaveLength(2);
    expect(rex.asked.tokens[1]).toEqual(rex.asked.tokens[0]);
    expect(rex.decided()).toHaveLength(1);
  });

  it('does not repeat an old no to a mission that a person has tried again since', async () => {
    const rex = await asked();
    await rex.decide('rejected', { reason: 'No.' });
    rex.asked.tokens.length = 0;
    rex.pass(1);
    const retriedAt = rex.ports.clock.now().toISOString();
    await rex.ports.missions.save({ ...(await rex.read(rex.id)), retriedAt });
    await rex.settle();
    expect(rex.asked.tokens).toEqual([]);
  });

  it('does nothing for a mission that is not there', async () => {
    const rex = await asked();
    await settleApproval(rex.ports, WORKSPACE, `m_${'9'.repeat(26)}`);
    await settleApproval(rex.ports, 'beta', rex.id);
    expect(rex.asked.tokens).toEqual([]);
  });
});

describe('messages below the threshold of the workspace', () => {
  const PHRASES = [
    'since 1921',
    'in Leeds',
    'by hand',
    'with care',
    'as ever',
    'yours truly',
    'to the letter',
  ];
  const gated = async (quality: object) => {
    const rex = await openOutreach({ settings: { quality: qualitySettingsSchema.parse(quality) } });
    await rex.request();
    const view = async () => (await viewApproval(rex.ports, WORKSPACE, (await rex.approval()).id, 6)).quality;
    const letPass = (step: number) =>
      carryOut(
        aesthete,
        acts,
        { ...rex.ports, ...rex.ports.aesthete },
        {
          act: 'approveContent',
          workspace: WORKSPACE,
          input: aesthete.acts.approveContent.input.parse({
            message: { mission: rex.id, step, variant: 'A' },
            override: { reason: 'The brand changes next week.' },
          }),
          idempotencyKey: undefined,
          cause: ANN,
        },
      );
    return { ...rex, view, letPass };
  };
  const strict = { gate: true, threshold: 90, brand: { phrases: PHRASES } };

  it('are not approved: the refusal says of each how good it is, and what to do', async () => {
    const rex = await gated(strict);
    await expect(rex.decide('approved')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(
        /Step 1, variant A: Its quality is \d+ of 100 \(\w+\), and the workspace wants 90\. .*It does not say ".* Step 2, variant A: .*POST \/lords\/aesthete\/approve/,
      ),
    });
    expect(await rex.approval()).toMatchObject({ state: 'pending' });
    expect(rex.asked.tokens).toEqual([]);
    expect(await rex.view()).toMatchObject([
      { step: 1, stands: 'below', findings: { length: 5 }, more: expect.any(Number) },
      { step: 2, stands: 'below' },
    ]);
  });

  it('go out once a person has let pass exactly these words, each of them', async () => {
    const rex = await gated(strict);
    expect(await rex.letPass(1)).toMatchObject({ state: 'approved', result: { message: { step: 1 } } });
    await expect(rex.decide('approved')).rejects.toThrow(/^Step 2, variant A/);
    await rex.letPass(2);
    await expect(rex.letPass(2)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await rex.view())?.map(({ stands }) => stands)).toEqual(['let-pass', 'let-pass']);
    await rex.decide('approved');
    expect(rex.asked.tokens).toEqual([{ token: 't-approve' }]);
  });

  it('need a new pass once their words are others', async () => {
    const rex = await gated(strict);
    for (const step of [1, 2]) await rex.letPass(step);
    const content = await rex.ports.contents.get(WORKSPACE, rex.id);
    if (!content) throw new Error('There is no content.');
    await rex.ports.contents.save(WORKSPACE, rex.id, {
      ...content,
      brand: { ...content.brand, brandName: 'Another brand' },
    });
    await expect(rex.decide('approved')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('may be rejected, and are approved once the workspace wants less or has no gate', async () => {
    const rejecting = await gated(strict);
    await rejecting.decide('rejected', { reason: 'Not like this.' });
    expect(await rejecting.approval()).toMatchObject({ state: 'rejected' });
    for (const change of [
      { ...strict, threshold: 10 },
      { ...strict, gate: false },
    ]) {
      const rex = await gated(strict);
      await rex.changeSettings({ quality: qualitySettingsSchema.parse(change) });
      await rex.decide('approved');
      expect(await rex.approval()).toMatchObject({ state: 'approved' });
    }
  });

  it('are shown as they were judged when they were written, and judged anew by other rules only', async () => {
    const rex = await gated({ gate: true });
    const content = await rex.ports.contents.get(WORKSPACE, rex.id);
    const record = await rex.ports.workspaces.get(WORKSPACE);
    if (!content || !record) throw new Error('There is no content.');
    const quality = await judgedQuality(content, record.settings.quality);
    const marked = quality.messages.map((message) => ({ ...message, level: 'as stored' }));
    await rex.ports.contents.save(WORKSPACE, rex.id, {
      ...content,
      quality: { ...quality, messages: marked },
    });
    expect((await rex.view())?.map(({ level }) => level)).toEqual(['as stored', 'as stored']);
    await rex.changeSettings({ quality: qualitySettingsSchema.parse({ gate: true, threshold: 70 }) });
    expect((await rex.view())?.map(({ level, threshold }) => `${level} ${threshold}`)).toEqual([
      'outstanding 70',
      'outstanding 70',
    ]);
  });

  it('have no score where the workspace wants no gate', async () => {
    expect(await (await gated({})).view()).toBeNull();
  });
});
