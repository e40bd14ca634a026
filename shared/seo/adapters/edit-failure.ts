import { oneLine } from '../../kernel/contract/common.ts';
import { FAULT_WORDS } from '../../webhooks/adapters/https/fault-words.ts';
import type { Answered, JsonAnswer } from '../../webhooks/adapters/https/json-client.ts';
import type { EditFailure } from '../app/ports/page-editor.ts';

/** Not worked on, and worth another try. */
const LATER = [408, 425, 429, 503];

/** What a failed call means; undefined for a 2xx. `writes`: it may have taken effect when there is no answer. */
export function failureOf(answer: JsonAnswer, site: string, writes: boolean): EditFailure | undefined {
  const unsure = writes ? 'unknown' : 'later';
  if (answer.kind === 'no-answer') {
    const { fault, neverSent } = answer;
    const kind = fault === 'ADDRESS_NOT_ALLOWED' ? 'refused' : neverSent ? 'later' : unsure;
    return { kind, reason: `${site} ${FAULT_WORDS[fault]}.` };
  }
  const { status, retryAfterMs } = answer;
  if (status >= 200 && status < 300) return undefined;
  const reason = `${site} answered ${status}${said(answer)}.`;
  if (status === 401)
    return { kind: 'credentials', reason: `${reason} The credentials of the connection are not accepted.` };
  if (status === 403)
    return { kind: 'refused', reason: `${reason} The account of the connection may not do this.` };
  if (LATER.includes(status)) return { kind: 'later', reason, retryAfterMs };
  if (status < 400) return { kind: 'later', reason: `${reason} It sends us elsewhere.` };
  return { kind: status >= 500 ? unsure : 'refused', reason };
}

/** What the site says, as data: one short line in brackets. */
function said({ json }: Answered): string {
  const { message, error } = Object(json);
  const text = oneLine(String(message ?? error ?? ''), 200).replace(/[.\s]+$/, '');
  return text === '' ? '' : ` (${text})`;
}
