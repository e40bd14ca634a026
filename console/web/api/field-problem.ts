import type { ApiError } from './client.ts';

/** What the API says of a field of a body, such as `domain` or `inboxes.0.name`. */
export const fieldProblem = (error: ApiError | null | undefined, name: string): string | undefined =>
  error?.fields.find(({ path }) => path === `body.${name}` || path === name)?.message;
