import { expect, it } from 'vitest';
import { openRex } from '../../../test/memory/rex.ts';
import { documentOf } from '../../../test/support/knowledge.ts';
import type { KnowledgeDocument } from '../domain/document.ts';

const SAID = { words: 'An article can be returned within 30 days.', document: 'returns' };
const OTHER = { words: 'Shipping is free above 50 euros.', document: 'returns' };
const cite = (of: typeof SAID) => ({ ...of, edition: 1, passage: 0, under: 'Returns', text: '' });

async function check(change: Partial<KnowledgeDocument>, text = `${SAID.words} Write to us.`) {
  const { ports } = openRex();
  const document = documentOf({ id: 'returns', title: 'Returns', audience: 'customers', ...change });
  await ports.documents.save(document, []);
  const passages = [
    { n: 0, headings: [], page: null, line: 1, text: 'Something else.' },
    { n: 1, headings: [], page: null, line: 2, text },
  ];
  if (document.current) await ports.knowledgeFiles.putPassages('acme', 'returns', document.current, passages);
  const unsaid = await ports.citations.check('acme', [cite(SAID), cite(OTHER)]);
  return [...unsaid].map(([{ words }, why]) => [words, why]);
}

it('what a document for customers says in any passage of its present edition is borne out', async () => {
  expect(await check({})).toEqual([[OTHER.words, 'Edition 1 of "Returns" does not say it.']]);
  expect(await check({}, `${SAID.words} ${OTHER.words}`)).toEqual([]);
});

it.each([
  ['is for members now', { audience: 'members' as const }, '"Returns" is not for customers.'],
  ['has expired', { expiresAt: '2026-01-01T00:00:00.000Z' }, '"Returns" has expired.'],
  ['is being removed', { state: 'removing' as const }, 'The document returns is no longer there.'],
  ['was never read', { current: null }, 'The document returns is no longer there.'],
])('nothing that a document says is borne out when it %s', async (_, change, why) => {
  expect(await check(change)).toEqual([
    [SAID.words, why],
    [OTHER.words, why],
  ]);
});

it('nor what is about a day that is over', async () => {
  const { ports } = openRex();
  await ports.documents.save(documentOf({ id: 'returns', audience: 'customers' }), []);
  const words = 'Shipping is free until 31 December 2020.';
  const { current } = documentOf({ id: 'returns' });
  if (!current) throw new Error('The sample has no edition.');
  await ports.knowledgeFiles.putPassages('acme', 'returns', current, [
    { n: 0, headings: [], page: null, line: 1, text: words },
  ]);
  const unsaid = await ports.citations.check('acme', [cite({ words, document: 'returns' })]);
  expect([...unsaid.values()]).toEqual(['It is about a day that is over.']);
});

it('nor where there is no document', async () => {
  const unsaid = await openRex().ports.citations.check('acme', [cite(SAID)]);
  expect([...unsaid.values()]).toEqual(['The document returns is no longer there.']);
});
