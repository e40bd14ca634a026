import OpenAI from 'openai';

/**
 * Why a call of the SDK failed, in our own words. The SDK's error is never passed on: it holds the headers of the call
 * or the provider's message, which can repeat the prompt. The SDK also throws errors of its own: a SyntaxError for a body
 * that is not JSON, a TypeError for an empty one or null.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof OpenAI.APIError) {
    const { status, code } = error;
    return status === undefined ? 'no connection' : `it answered ${status} ${wordOf(code)}`.trim();
  }
  return error instanceof SyntaxError ? 'the response is not JSON' : 'the response cannot be read';
}

/** A code is one word; anything else may contain data. */
const wordOf = (code: unknown): string =>
  typeof code === 'string' && /^[a-z0-9_.-]{1,64}$/i.test(code) ? code : '';
