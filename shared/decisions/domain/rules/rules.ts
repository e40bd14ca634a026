import type { Rule } from '../rule.ts';
import { dispatchRules } from './dispatch.ts';
import { domainRules } from './domain.ts';
import { failureRules } from './failure.ts';
import { idleRules } from './idle.ts';
import { listRules } from './list.ts';
import { orphanedRules } from './orphaned.ts';
import { queueRules } from './queue.ts';
import { watchRules } from './watch.ts';

/** Every rule, by situation and then by priority. */
export const RULES: readonly Rule[] = [
  ...dispatchRules,
  ...queueRules,
  ...failureRules,
  ...orphanedRules,
  ...watchRules,
  ...domainRules,
  ...listRules,
  ...idleRules,
];
