import type { Work } from './work.ts';

/** Shares from which on a level is reached. */
const LEVELS = [
  [0.9, 'very_high'],
  [0.75, 'high'],
  [0.5, 'medium'],
  [0.25, 'low'],
] as const;

/** A share between 0 and 1 as a level of confidence, with what it is made of. */
export const confidenceOf = (value: number, basis: string): NonNullable<Work['confidence']> => {
  const share = Math.min(1, Math.max(0, value));
  return { level: LEVELS.find(([least]) => share >= least)?.[1] ?? 'very_low', value: share, basis };
};
