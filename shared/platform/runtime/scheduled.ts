import { inTrace } from '../../kernel/trace.ts';
import type { Invocation } from './invocation.ts';

/** What EventBridge Scheduler calls: what it tells and sends was caused by this very invocation. */
export const scheduled =
  <R>(work: (correlationId: string) => Promise<R>) =>
  (_event: unknown, { awsRequestId }: Invocation): Promise<R> =>
    inTrace({ correlationId: awsRequestId, causationId: awsRequestId }, () => work(awsRequestId));
