import { checkBrand, hasRules } from '../brand.ts';
import type { Judge } from '../part.ts';

const MOST = 20;

/** A broken rule of the brand, whichever. */
export const brand: Judge = {
  part: 'brand',
  most: MOST,
  says: 'The rules of the brand, as they are in the settings.',
  notJudged: (_, { brand: rules }) =>
    hasRules(rules) ? undefined : 'The settings have no rules of the brand.',
  findings: (reading, { brand: rules }) => checkBrand(reading, rules).flatMap(({ findings }) => findings),
};
