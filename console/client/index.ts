import { type FollowOptions, followEvents } from '../live/follow-events.ts';
import { methodsOf, type Operation } from './methods.ts';
import type { ClientOptions } from './types.ts';

/** Put in by the build (`infra/client/build-client.ts`), from the table of all routes. */
declare const OPERATIONS: Readonly<Record<string, Operation>>;

export { ApiError } from '../api/api-error.ts';

/** What it is for users is in `types.ts`; the build puts the types of the routes in. */
export function createClient(options: ClientOptions) {
  const methods = methodsOf(OPERATIONS, options);
  const ticket = methods['realtimeTicket'] as unknown as FollowOptions['ticket'];
  const follow = (how: Omit<FollowOptions, 'ticket'>) => {
    if (globalThis.WebSocket === undefined)
      throw new Error('There is no WebSocket here: Node has it since version 22.');
    return followEvents({ ...how, ticket: () => ticket() });
  };
  return { ...methods, follow };
}
