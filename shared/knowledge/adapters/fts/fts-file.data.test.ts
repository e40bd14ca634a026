import { expect, it } from 'vitest';
import {
  cranfieldDocuments,
  cranfieldQueries,
  hasCranfield,
  ndcg10,
} from '../../../../test/support/cranfield.ts';
import { documentOf } from '../../../../test/support/knowledge.ts';
import { FtsFile } from './fts-file.ts';

it.skipIf(!hasCranfield)('ranks the documents of Cranfield better than plain BM25 (0.51)', () => {
  const file = FtsFile.empty();
  for (const { id, title, text } of cranfieldDocuments())
    file.put(documentOf({ id: `d-${id}`, title }), [{ n: 0, headings: [], page: null, line: null, text }]);
  const asking = { workspace: 'acme', role: 'viewer' } as const;
  const now = new Date();
  const means = [1, 0].map((half) => {
    const queries = cranfieldQueries().filter(({ id }) => id % 2 === half);
    const gains = queries.map(({ text, relevant }) => {
      const found = file.passages(file.byWords(asking, text, now, 10));
      return ndcg10(
        found.map(({ document }) => Number(document.slice(2))),
        relevant,
      );
    });
    return gains.reduce((sum, each) => sum + each, 0) / gains.length;
  });
  // The weight of headings was chosen on the odd queries; the even ones say what it is worth.
  const [chosenOn = 0, reported = 0] = means;
  console.log(`nDCG@10: ${chosenOn.toFixed(4)} on the odd queries, ${reported.toFixed(4)} on the even ones`);
  expect(chosenOn).toBeGreaterThan(0.515);
  expect(reported).toBeGreaterThan(0.515);
});
