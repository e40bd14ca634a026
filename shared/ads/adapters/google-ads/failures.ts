import * as z from 'zod';
import { addMs, MINUTE, SECOND } from '../../../kernel/clock.ts';
import { oneLine } from '../../../kernel/contract/common.ts';
import type { Answered } from '../../../webhooks/adapters/https/json-client.ts';
import { AdsFault, type AdsFaultKind } from '../../app/ports/google-ads.ts';

const failureSchema = z.object({
  errorCode: z.record(z.string(), z.string()).default({}),
  message: z.string().default(''),
  location: z
    .object({
      fieldPathElements: z
        .array(z.object({ fieldName: z.string(), index: z.coerce.number().int().optional() }))
        .default([]),
    })
    .optional(),
  details: z
    .object({ quotaErrorDetails: z.object({ retryDelay: z.string().optional() }).optional() })
    .optional(),
});
const statusSchema = z.object({
  status: z.string().optional(),
  message: z.string().default(''),
  details: z.array(z.object({ errors: z.array(failureSchema).default([]) })).default([]),
});

interface Failure {
  /** Place of the operation; undefined when it is about the request. */
  readonly operation: number | undefined;
  readonly code: string;
  readonly said: string;
  readonly retryMs: number | undefined;
}

/** The errors in a status of Google. An index that is left out is 0. */
export function failuresOf(status: unknown): Failure[] {
  const parsed = statusSchema.safeParse(status ?? {});
  if (!parsed.success) return [];
  return parsed.data.details
    .flatMap(({ errors }) => errors)
    .map(({ errorCode, message, location, details }) => {
      const code = Object.values(errorCode)[0] ?? '';
      const place = location?.fieldPathElements.find(({ fieldName }) => fieldName === 'mutate_operations');
      const delay = /^(\d+(?:\.\d+)?)s$/.exec(details?.quotaErrorDetails?.retryDelay ?? '')?.[1];
      return {
        operation: place && (place.index ?? 0),
        code,
        said: `${oneLine(message, 300).replace(/\.$/, '')} (${code})`,
        retryMs: delay === undefined ? undefined : Number(delay) * SECOND,
      };
    });
}

interface Row {
  readonly kind: AdsFaultKind;
  readonly advice: string;
}
const LATER: Row = { kind: 'unavailable', advice: 'It is tried again.' };
const RENEW: Row = {
  kind: 'token',
  advice: 'Authorise Rex anew and renew the connection ("rex connections renew"), then retry the task.',
};

/** Codes that mean more than their status. */
const CODES: Readonly<Record<string, Row>> = {
  RESOURCE_EXHAUSTED: { kind: 'unavailable', advice: 'The quota of the developer token is used up.' },
  RESOURCE_TEMPORARILY_EXHAUSTED: LATER,
  CONCURRENT_MODIFICATION: { kind: 'unavailable', advice: 'Somebody changed the same just now.' },
  DEVELOPER_TOKEN_NOT_APPROVED: {
    kind: 'refused',
    advice: 'The developer token works with test accounts only: apply for access in the API Center.',
  },
  DEVELOPER_TOKEN_PROHIBITED: { kind: 'refused', advice: 'Use the developer token with its own project.' },
  CUSTOMER_NOT_ENABLED: {
    kind: 'refused',
    advice: 'The account is closed or not set up: look at it in Google Ads.',
  },
  USER_PERMISSION_DENIED: {
    kind: 'refused',
    advice: 'The user has no access: name the manager account (loginCustomerId) in the connection.',
  },
  OAUTH_TOKEN_EXPIRED: RENEW,
  OAUTH_TOKEN_REVOKED: RENEW,
  OAUTH_TOKEN_INVALID: RENEW,
  UNSUPPORTED_VERSION: { kind: 'refused', advice: 'Google has ended this version of its API: update Rex.' },
};

const QUOTA_PAUSE_MS = 15 * MINUTE;

/** What an answer that is no success means. */
export function faultOf(
  { status, json, retryAfterMs }: Answered,
  unclear: AdsFaultKind,
  now: Date,
): AdsFault {
  const error = Object(json)['error'] ?? (Array.isArray(json) ? Object(json[0])['error'] : undefined);
  const google = statusSchema.safeParse(error);
  const failures = failuresOf(error);
  const named = failures.find(({ code }) => CODES[code]);
  const row =
    (named && CODES[named.code]) ??
    (google.success ? CODES[google.data.status ?? ''] : undefined) ??
    byStatus(status, unclear);
  const said = failures.map((each) => each.said).join('; ') || (google.success ? google.data.message : '');
  const words = oneLine(said, 500).replace(/\.$/, '');
  const asked = Math.max(...failures.map(({ retryMs }) => retryMs ?? 0), retryAfterMs ?? 0);
  const waitMs = asked > 0 || status !== 429 ? asked : QUOTA_PAUSE_MS;
  return new AdsFault(
    row.kind,
    `Google Ads answered ${status}${words && ` (${words})`}. ${row.advice}`.trim(),
    row.kind === 'unavailable' && waitMs > 0 ? addMs(now, waitMs) : undefined,
  );
}

function byStatus(status: number, unclear: AdsFaultKind): Row {
  if (status === 401) return RENEW;
  if (status === 429) return { kind: 'unavailable', advice: 'Its limit is reached.' };
  if (status >= 500 || status === 408) return { kind: unclear, advice: '' };
  return { kind: 'refused', advice: 'Change the task, or look at the account.' };
}
