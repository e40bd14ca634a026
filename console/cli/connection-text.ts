import type * as z from 'zod';
import type { connectionSchema } from '../../shared/connections/contract/connections.ts';
import { moment } from './terminal/moment.ts';
import { renderFacts } from './terminal/table.ts';

/** A connection for people. */
export const connectionText = (connection: z.infer<typeof connectionSchema>): string =>
  renderFacts([
    ['Connection', `${connection.id} (${connection.name})`],
    ['Provider', connection.provider],
    ...Object.entries(connection.account).map(([name, is]): [string, string] => [name, is]),
    ['State', connection.state],
    ['Reason', connection.reason ?? '-'],
    ['Checked', connection.checkedAt === null ? 'never' : moment(connection.checkedAt)],
    ...(connection.accessUntil === null
      ? []
      : [['Access token until', moment(connection.accessUntil)] as [string, string]]),
  ]);
