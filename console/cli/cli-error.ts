import type { z } from 'zod';
import { complaintOf } from '../../shared/kernel/contract/complaint.ts';

export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/**
 * `usage`: the command line is wrong (exit code 2), whether the command finds that or the API does by a value of it; everything else
 * is a job that was not done (1).
 */
export type Fault = 'usage' | 'failed';

export interface CliErrorOptions {
  readonly fields?: readonly FieldProblem[];
  readonly fault?: Fault;
  readonly cause?: unknown;
}

/** A failure as the person at the terminal gets it: a stable code, what happened, and what to do about it. */
export class CliError extends Error {
  readonly code: string;
  readonly fields: readonly FieldProblem[];
  readonly fault: Fault;

  constructor(code: string, message: string, options: CliErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CliError';
    this.code = code;
    this.fields = options.fields ?? [];
    this.fault = options.fault ?? 'failed';
  }
}

export const usageError = (message: string, fields: readonly FieldProblem[] = []): CliError =>
  new CliError('USAGE', message, { fields, fault: 'usage' });

/** What a route would refuse: the command gives the fields the names of its options. */
export const refusedBody = (issues: readonly z.core.$ZodIssue[]): CliError => {
  const fields = issues.map((issue) => ({
    path: ['body', ...issue.path.map(String)].join('.'),
    message: complaintOf(issue),
  }));
  return usageError(fields.map(({ path, message }) => `${path}: ${message}`).join('\n'), fields);
};
