import * as z from 'zod';
import { matchesPattern, type Pattern, pattern } from '../endpoint/pattern.ts';

export const filterCriteria = z
  .object({ Filters: z.array(z.object({ Pattern: z.string() })).default([]) })
  .transform(({ Filters }) => Filters.map(({ Pattern: text }) => pattern.parse(JSON.parse(text))));

/** Whether an event source mapping lets a record through: any of its filters matches, or there are none. */
export const passesFilters = (filters: readonly Pattern[], record: unknown): boolean =>
  filters.length === 0 || filters.some((filter) => matchesPattern(filter, record));
