import PostalMime from 'postal-mime';
import { expect, it } from 'vitest';
import { openCorrespondence } from '../../../test/memory/correspondence.ts';
import { documentOf } from '../../../test/support/knowledge.ts';
import type { LlmPort } from '../../llm/app/ports/llm.ts';

const ASKED = 'Is there a guarantee on batteries?';
const WARRANTY = 'The guarantee on batteries is 24 months.';

/** Documents of the workspace, which are read already. */
async function open(more: Parameters<typeof openCorrespondence>[0], audience: 'customers' | 'members') {
  const rex = await openCorrespondence(more);
  const document = documentOf({ id: 'warranty', title: 'Warranty', audience });
  const head = await rex.ports.documents.head(document.workspace);
  await rex.ports.documents.save(document, [], { head, passages: 1 });
  const passage = { n: 0, headings: ['Batteries'], page: null, line: 1, text: WARRANTY };
  const { current } = document;
  if (!current) throw new Error('The document does not answer.');
  await rex.ports.knowledgeFiles.putPassages(document.workspace, document.id, current, [passage]);
  return rex;
}

it('without a model, a document for customers is quoted, cited, and seen by a person first', async () => {
  const rex = await open({}, 'customers');
  const { id } = await rex.create('email.answer', { message: await rex.writes(ASKED) });
  expect(await rex.work(id)).toMatchObject({
    status: 'awaiting_approval',
    effect: { segment: 'quote', facts: { source: 'quote', faq: false, cites: 'warranty.1.0' } },
  });
  await rex.approve(id);
  expect(await rex.work(id)).toMatchObject({ status: 'completed' });
  const mail = await PostalMime.parse(rex.mails[0]?.raw ?? new Uint8Array());
  expect(mail.text).toContain(`Hello Ada,\n\n${WARRANTY}\n\nAnn\nAcme`);
});

it('a document for members never stands in a mail', async () => {
  const rex = await open({}, 'members');
  const { id } = await rex.create('email.answer', { message: await rex.writes(ASKED) });
  expect(await rex.work(id)).toMatchObject({ status: 'failed' });
  expect(rex.mails).toEqual([]);
});

it.each([
  ['The guarantee on batteries is 24 months.', 'awaiting_approval'],
  ['The guarantee on batteries is 36 months.', 'failed'],
])('a model may say what a document for customers says: "%s" is %s', async (text, status) => {
  const llm: LlmPort = {
    complete: async ({ schema }) => ({
      value: schema.parse({ answered: true, sentences: [{ text, record: 'warranty.1.0' }] }),
      usage: { inputTokens: 1, outputTokens: 1 },
      model: 'm',
      cached: false,
      costUsd: 0,
    }),
  };
  const rex = await open({ tasks: { email: { answers: 'on', model: true } }, llm }, 'customers');
  const { id } = await rex.create('email.answer', { message: await rex.writes(ASKED) });
  expect(await rex.work(id)).toMatchObject({ status });
});
