import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { isConflict, type Tables } from '../../platform/adapters/dynamodb/table.ts';
import { type Answer, answerIdOf, claimed, ended, queued, waiting } from '../domain/answer.ts';
import { inboxStores } from './stores.ts';

const WS = 'acme';
const LEAD = `l_${'0'.repeat(20)}`;
const NOW = new Date('2026-03-05T12:00:00.000Z');
const answerOf = (message: string, n: number, change: Partial<Answer> = {}): Answer =>
  queued(
    {
      workspace: WS,
      id: answerIdOf(LEAD, `${message}${String(n).padStart(20 - message.length, '0')}`),
      leadId: LEAD,
      version: 1,
      state: 'queued',
      channel: 'email',
      subject: 'Re: A question',
      text: `Words ${n}`,
      answers: message,
      drafted: false,
      by: `member-${n}`,
      createdAt: NOW.toISOString(),
      ...change,
    },
    NOW,
  );

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws?.stop());

const OVER: readonly (readonly [string, () => Tables])[] = [
  ['tables in memory', openMemory],
  ['DynamoDB', () => aws],
];

describe.each(OVER)('claims of answers over %s', (_, open) => {
  let answers: ReturnType<typeof inboxStores>['answers'];
  beforeAll(() => {
    ({ answers } = inboxStores(open()));
  });
  const created = async (answer: Answer): Promise<Answer> => {
    await answers.create(answer, undefined, []);
    return answer;
  };
  const claim = (answer: Answer) => answers.claim(claimed(answer, 'mail.acme.example', NOW), [], undefined);

  it('one of many that answer a message at the same moment is claimed, and the others are told which', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, (__, n) => created(answerOf('race', n))));
    const results = await Promise.all(all.map(claim));
    const won = results.filter(({ ok }) => ok);
    expect(won).toHaveLength(1);
    const [entry, ...more] = (await answers.answered(WS, LEAD, 'race'))?.answers ?? [];
    expect(more).toEqual([]);
    expect(results.filter(({ ok }) => !ok)).toEqual(Array(7).fill({ ok: false, by: entry }));
    expect((await answers.ofLead(WS, LEAD)).filter(({ state }) => state === 'claimed')).toMatchObject([
      { id: entry?.id, by: entry?.by },
    ]);
  });

  it('a claim that comes to nothing frees the message, and one whose fate is unknown does not', async () => {
    const [first, second, third] = await Promise.all([1, 2, 3].map((n) => created(answerOf('free', n))));
    const taken = await claim(first!);
    if (!taken.ok) throw new Error('Nobody else answers it.');
    const unknown = await answers.save(ended(taken.answer, 'unknown', 'No answer.'), []);
    expect(await claim(second!)).toMatchObject({ ok: false, by: { id: first?.id } });
    await answers.save(ended(unknown, 'refused', 'It was not sent.'), []);
    const later = await claim(second!);
    if (!later.ok) throw new Error('It was freed.');
    await answers.save(waiting(later.answer, 'Too many.', NOW), []);
    expect(await claim(third!)).toMatchObject({ ok: true });
    expect((await answers.answered(WS, LEAD, 'free'))?.answers.map(({ by }) => by)).toEqual(['member-3']);
  });

  it('one that follows the latest answer is claimed beside it, and one that follows an earlier one is not', async () => {
    const first = await created(answerOf('more', 1));
    const second = await created(answerOf('more', 2, { after: first.id }));
    const third = await created(answerOf('more', 3, { after: first.id }));
    expect([await claim(first), await claim(second), await claim(third)]).toMatchObject([
      { ok: true },
      { ok: true },
      { ok: false, by: { id: second.id } },
    ]);
  });

  it('an answer that was changed meanwhile is not claimed, and notes nothing', async () => {
    const answer = await created(answerOf('old', 1));
    await answers.save(ended(answer, 'withdrawn'), []);
    await expect(claim(answer)).rejects.toSatisfy(isConflict);
    expect(await answers.answered(WS, LEAD, 'old')).toBeUndefined();
  });

  it('what a provider tells of one that was believed unsent is noted again', async () => {
    const answer = await created(answerOf('told', 1));
    const taken = await claim(answer);
    if (!taken.ok) throw new Error('Nobody else answers it.');
    const refused = await answers.save(ended(taken.answer, 'refused', 'It was not sent.'), []);
    expect((await answers.answered(WS, LEAD, 'told'))?.answers).toEqual([]);
    await answers.save(ended(refused, 'delivered'), []);
    expect((await answers.answered(WS, LEAD, 'told'))?.answers).toMatchObject([{ id: answer.id }]);
  });
});
