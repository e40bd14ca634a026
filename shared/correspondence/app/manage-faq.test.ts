import { describe, expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { ANN } from '../../../test/memory/tasks.ts';
import { FAQ } from '../../../test/support/faq-questions.ts';
import type { FaqBody } from '../contract/faq.ts';
import { listFaq, matchFaq, putFaqEntry, removeFaqEntry } from './manage-faq.ts';

const { ports, told } = openRex();
const put = (id: string, body: Partial<FaqBody> = {}) =>
  putFaqEntry(ports, { workspace: WORKSPACE, body: { ...FAQ['delivery']!, ...body, id }, cause: ANN });

describe('the list of frequent questions', () => {
  it('takes entries, replaces them, and tells each change once', async () => {
    await put('delivery');
    await put('delivery');
    await put('delivery', { asks: true });
    expect((await listFaq(ports, WORKSPACE)).entries).toMatchObject([
      { id: 'delivery', version: 2, asks: true, changedBy: 'ann' },
    ]);
    expect(await matchFaq(ports, WORKSPACE, 'How long does delivery take?')).toMatchObject({
      entry: 'delivery',
      certain: false,
      doubt: expect.stringContaining('template'),
    });
    await removeFaqEntry(ports, { workspace: WORKSPACE, id: 'delivery', cause: ANN });
    await expect(removeFaqEntry(ports, { workspace: WORKSPACE, id: 'delivery', cause: ANN })).rejects.toThrow(
      'no entry',
    );
    expect(await matchFaq(ports, WORKSPACE, 'How long does delivery take?')).toMatchObject({ entry: null });
    const changes = told().filter(({ name }) => name === 'faq.changed');
    expect(changes.toSorted((a, b) => a.sequence - b.sequence).map(({ data }) => data['change'])).toEqual([
      'put',
      'put',
      'removed',
    ]);
  });

  it.each([
    ['names what there is not', 'Hello {{ lastName }}', /names lastName/],
    ['names what may be unknown', 'Hello {{ firstName }}', /\{% if firstName %\}/],
    ['cannot be read', 'Hello {% if', /cannot be filled in/],
  ])('refuses an answer that %s', async (_, answer, message) => {
    await expect(put('wrong', { answer })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body.answer', message: expect.stringMatching(message) }],
    });
  });

  it('has an end', async () => {
    for (let n = 0; n < 200; n++) await put(`entry-${n}`);
    await expect(put('one-more')).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
