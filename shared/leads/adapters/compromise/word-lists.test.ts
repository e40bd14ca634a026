import { expect, it } from 'vitest';
import commonWords from './common-words.json' with { type: 'json' };
import givenNames from './given-names.json' with { type: 'json' };
import { makeWordLists } from './make-word-lists.ts';

it('the stored word lists match the packages; if not, run `npm run words`', () => {
  const made = makeWordLists();
  expect(givenNames).toEqual(made['given-names']);
  expect(commonWords).toEqual(made['common-words']);
});
