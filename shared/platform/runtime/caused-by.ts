import type { Cause } from '../../kernel/events.ts';
import type { Caller } from './http-event.ts';

/** Workspace and cause of a change that a person asks for by a request. */
export const causedBy = ({
  caller,
  correlationId,
}: {
  readonly caller: Caller;
  readonly correlationId: string;
}) => ({
  workspace: caller.workspace,
  cause: { actor: { kind: 'user', id: caller.subject }, correlationId } satisfies Cause,
});
