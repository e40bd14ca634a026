import * as z from 'zod';
import { value } from './command.ts';

const DEFAULT_LIMIT = 25;

export const limitField = value(
  'N',
  z.coerce.number().int().min(1).max(100).default(DEFAULT_LIMIT),
  `Most entries to list (${DEFAULT_LIMIT}; up to 100)`,
);

/** A line under a list that goes on. */
export const moreHint = (cursor: string | null): string =>
  cursor === null ? '' : `\n\nThere is more: add --cursor ${cursor}`;
