import { RexError } from '../../kernel/errors.ts';
import type { TaskStatus } from '../contract/task.ts';

/**
 * What can happen to a task, from which statuses, and what it is then. Whatever is not here cannot happen.
 *
 * `ask`: it waits for a person. `approve`: it may be executed; `claim` alone executes it. `settle…`: what the provider
 * said. `goOn`: some of its parts are done. `absent`: the provider was asked and knows nothing of it. `rehearse`: a dry run, which stops before the claim.
 */
export const TRANSITIONS = {
  ask: { from: ['new'], to: 'awaiting_approval' },
  approve: { from: ['awaiting_approval'], to: 'new' },
  reject: { from: ['awaiting_approval'], to: 'rejected' },
  expire: { from: ['awaiting_approval'], to: 'escalated' },
  edit: { from: ['new', 'awaiting_approval', 'failed', 'escalated', 'rejected'], to: 'new' },
  forbid: { from: ['new'], to: 'rejected' },
  wait: { from: ['new'], to: 'new' },
  rehearse: { from: ['new'], to: 'completed' },
  claim: { from: ['new'], to: 'in_progress' },
  goOn: { from: ['in_progress'], to: 'in_progress' },
  complete: { from: ['in_progress', 'escalated'], to: 'completed' },
  absent: { from: ['in_progress'], to: 'new' },
  tryAgain: { from: ['new', 'in_progress'], to: 'new' },
  fail: { from: ['new', 'in_progress', 'escalated'], to: 'failed' },
  escalate: { from: ['new', 'in_progress'], to: 'escalated' },
  cancel: { from: ['new', 'awaiting_approval', 'failed', 'escalated'], to: 'cancelled' },
  retry: { from: ['new', 'failed', 'escalated', 'rejected'], to: 'new' },
  undone: { from: ['completed'], to: 'completed' },
} as const satisfies Readonly<
  Record<string, { readonly from: readonly TaskStatus[]; readonly to: TaskStatus }>
>;
export type TaskChange = keyof typeof TRANSITIONS;

/** @throws RexError CONFLICT when it cannot happen to a task of that status */
export function statusAfter(status: TaskStatus, change: TaskChange): TaskStatus {
  const { from, to } = TRANSITIONS[change];
  if ((from as readonly TaskStatus[]).includes(status)) return to;
  throw new RexError(
    'CONFLICT',
    `The task is ${status}; "${change}" is possible while it is ${from.join(' or ')}.`,
  );
}
