import type { FieldProblem } from './api-error.ts';

/** What is said to people of a problem document (RFC 9457). */
interface Problem {
  readonly code: string;
  readonly message: string;
  readonly fields: readonly FieldProblem[];
}

/** The problem of an answer that failed; undefined when it is no problem document, as when something before Rex answered. */
export function problemOf(body: unknown): Problem | undefined {
  const { code, title, detail, fields } = asRecord(body);
  if (typeof code !== 'string' || typeof title !== 'string') return undefined;
  return {
    code,
    message: typeof detail === 'string' && detail !== '' ? detail : title,
    fields: Array.isArray(fields) ? fields.filter(isField) : [],
  };
}

function isField(value: unknown): value is FieldProblem {
  const { path, message } = asRecord(value);
  return typeof path === 'string' && typeof message === 'string';
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
