import { expect, it } from 'vitest';
import { describeModel } from './describe-model.ts';
import { fitReactivationModel, type ReactivationModel } from './reactivation-model.ts';

const AS_OF = new Date('2026-01-31');
const nothing = fitReactivationModel([], AS_OF);
const learned: ReactivationModel = {
  ...nothing,
  customers: 275,
  bgNbd: { ...nothing.bgNbd, source: 'fitted' },
  spend: { ...nothing.spend, source: 'fitted' },
  returning: { kind: 'backtest', intercept: 0, silence: -1, frequency: 1 },
};
const few = { ...nothing, customers: 12 };

it.each([
  ['nobody', nothing, [/^No purchases were there/, /about 50 customers/]],
  [
    'many',
    learned,
    [/^The purchases of 275 customers .* 13 weeks/, /your own customers/, /your own customers/],
  ],
  ['few', few, [/^The purchases of 12 customers/, /Not enough data yet.*38 more customers/, /Not enough/]],
  ['one', { ...nothing, customers: 1 }, [/^The purchases of 1 customer say/, /49 more/, /Not enough/]],
])('says what was learned from %s, and what it would need', (_, model, sentences) => {
  const said = describeModel(model);
  expect(said).toHaveLength(sentences.length);
  for (const [i, sentence] of sentences.entries()) expect(said[i]).toMatch(sentence);
});
