import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { openCorrespondence } from '../../../test/memory/correspondence.ts';
import { RexError } from '../../kernel/errors.ts';
import type { LlmPort, LlmRequest } from '../../llm/app/ports/llm.ts';

const ASKED = 'Could you tell me something about paying and about the days I have to wait?';
const tasks = { email: { answers: 'on', model: true } };

interface Said {
  readonly answered: boolean;
  readonly sentences: readonly { readonly text: string; readonly record: string }[];
}

/** A model that says these things, one after another, and notes what it was asked. */
function model(...says: (Said | RexError)[]) {
  const asked: LlmRequest<unknown>[] = [];
  const llm: LlmPort = {
    async complete(request) {
      asked.push(request as LlmRequest<unknown>);
      const next = says.shift();
      if (!next || next instanceof RexError) throw next ?? new Error('It was asked once too often.');
      const usage = { inputTokens: 1, outputTokens: 1 };
      return { value: request.schema.parse(next), usage, model: 'm', cached: false, costUsd: 0 };
    },
  };
  return { llm, asked };
}
const proven = (text = 'You can pay by card and by invoice.'): Said => ({
  answered: true,
  sentences: [
    { text, record: 'payment' },
    { text: 'We deliver within 3 working days.', record: 'delivery' },
  ],
});

describe('a draft of a model', () => {
  it('waits for a person, cites its records, and is the one that was approved', async () => {
    const { llm, asked } = model(proven(), proven('Another text by card and by invoice.'));
    const rex = await openCorrespondence({ tasks, llm });
    const { id } = await rex.create('email.answer', { message: await rex.writes(ASKED) });
    expect(await rex.work(id)).toMatchObject({
      status: 'awaiting_approval',
      effect: { segment: 'model', facts: { source: 'model', faq: false, cites: 'payment delivery' } },
    });
    await rex.approve(id);
    expect(await rex.work(id)).toMatchObject({ status: 'completed' });
    const mail = await PostalMime.parse(rex.mails[0]?.raw ?? new Uint8Array());
    expect(mail.text).toContain(
      'Hello Ada,\n\nYou can pay by card and by invoice. We deliver within 3 working days.\n\nAnn\nAcme',
    );
    expect(asked).toHaveLength(1);
    expect(asked[0]?.instructions).toBe('answers');
    expect(JSON.stringify(asked[0]?.user)).not.toContain('Ada');
  });

  it.each([
    [
      'a number that is not in its record',
      { text: 'We deliver within 2 working days.', record: 'delivery' },
      '"2"',
    ],
    ['a record that there is not', { text: 'We deliver.', record: 'nothing' }, 'no record'],
    [
      'what its record does not say',
      { text: 'The lamp has a warranty of brass.', record: 'payment' },
      'payment',
    ],
    [
      'a promise',
      { text: 'Guaranteed: you can pay by card and by invoice.', record: 'payment' },
      'Guaranteed',
    ],
  ])('with %s is thrown away, and a person answers', async (_, sentence, why) => {
    const { llm } = model({ answered: true, sentences: [sentence] });
    const rex = await openCorrespondence({ tasks, llm });
    const { id } = await rex.create('email.answer', { message: await rex.writes(ASKED) });
    const { status, error = '' } = await rex.work(id);
    expect([status, error]).toEqual(['failed', expect.stringContaining('not proven')]);
    expect(error).toContain(why);
  });

  it('is asked for again later when the model cannot be reached', async () => {
    const { llm } = model(new RexError('PROVIDER_UNAVAILABLE', 'The budget of the day is used up.'));
    const rex = await openCorrespondence({ tasks, llm });
    const { id } = await rex.create('email.answer', { message: await rex.writes(ASKED) });
    expect(await rex.work(id)).toMatchObject({
      status: 'new',
      attempts: 1,
      error: expect.stringContaining('budget'),
    });
  });

  it.each([
    ['the workspace lets none write', { email: { answers: 'on' } }, 'en', 'tasks.email.model'],
    ['the message is not English', tasks, 'de', 'English'],
  ])('is not asked for when %s', async (_, settings, language, why) => {
    const { llm, asked } = model();
    const rex = await openCorrespondence({ tasks: settings, llm });
    const { id } = await rex.create('email.answer', { message: await rex.writes(ASKED, { language }) });
    expect(await rex.work(id)).toMatchObject({ status: 'failed', error: expect.stringContaining(why) });
    expect(asked).toEqual([]);
  });
});
