import type { z } from 'zod';

/** What is wrong at a place, for its reader: what zod says of a field that is not there is for programmers. */
export const complaintOf = ({ code, message }: Pick<z.core.$ZodIssue, 'code' | 'message'>): string =>
  code === 'invalid_type' && message.endsWith('received undefined') ? 'is missing' : message;
