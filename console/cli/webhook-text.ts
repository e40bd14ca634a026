import type * as z from 'zod';
import type { attemptSchema, endpointSchema } from '../../shared/webhooks/contract/webhooks.ts';
import { moment } from './terminal/moment.ts';
import { oneLine } from './terminal/table.ts';

type Endpoint = z.infer<typeof endpointSchema>;

const BECAUSE: Readonly<Record<NonNullable<Endpoint['disabledBecause']>, string>> = {
  person: 'by a person',
  failing: 'nothing arrived for days',
  gone: 'it answered 410',
};

/** How an endpoint does, in few words. */
export function endpointHealth({ state, disabledBecause, failingSince, slowUntil }: Endpoint): string {
  if (state === 'disabled') return `disabled (${BECAUSE[disabledBecause ?? 'person']})`;
  if (slowUntil !== null) return `pauses until ${moment(slowUntil)}`;
  return failingSince === null ? 'enabled' : `fails since ${moment(failingSince)}`;
}

export const endpointText = (endpoint: Endpoint): string =>
  [
    `${endpoint.id}: ${endpointHealth(endpoint)}`,
    `address: ${endpoint.url}`,
    `events:  ${endpoint.events.join(', ')}`,
    ...(endpoint.description === null ? [] : [`for:     ${oneLine(endpoint.description)}`]),
    ...(endpoint.oldSecretUntil === null
      ? []
      : [`signed with two secrets until ${moment(endpoint.oldSecretUntil)}`]),
  ].join('\n');

/** What came of one attempt. */
export function attemptText({ status, error, answer, ms }: z.infer<typeof attemptSchema>): string {
  const said = answer === undefined ? '' : `: ${oneLine(answer)}`;
  return `${status ?? error ?? ''}${said} (${ms} ms)`;
}
