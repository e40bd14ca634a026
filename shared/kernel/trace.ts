import { AsyncLocalStorage } from 'node:async_hooks';

/** What a piece of work belongs to, and what it was caused by: a request, a message, a step or an event. */
export interface Trace {
  /** One for everything that a request sets going, however long that takes. */
  readonly correlationId: string;
  /** The id of what was being worked on when something was caused. */
  readonly causationId: string;
}

const current = new AsyncLocalStorage<Trace>();

/** The trace of the work that calls; undefined outside of any. */
export const currentTrace = (): Trace | undefined => current.getStore();

/** Does work as a part of a trace: what it publishes and sends names it, without being told. */
export const inTrace = <T>(trace: Trace, work: () => T): T => current.run(trace, work);
