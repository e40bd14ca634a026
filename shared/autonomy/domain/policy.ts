import { unitInterval } from '../../kernel/hash.ts';
import type { PolicyRule, TaskSettings } from '../contract/settings.ts';
import type { Effect } from './effect.ts';
import { hasEarned, type TrackRecord } from './track-record.ts';

/** Those of Rex, after those of the workspace. The first that holds decides; where none does, a person is asked. */
export const RULES: readonly PolicyRule[] = [
  {
    id: 'email-proposed',
    when: { effect: ['email.answer'], facts: { proposed: true } },
    verdict: 'ask',
    because: 'The workspace lets Rex propose answers, and send none by itself (tasks.email.answers).',
  },
  {
    id: 'faq-email',
    when: { effect: ['email.answer'], facts: { faq: true }, recipientsAtMost: 1 },
    verdict: 'run',
    because: 'The answer is one of the approved answers to frequent questions.',
  },
  {
    id: 'small-seo-fix',
    when: { effect: ['seo.fix'], facts: { minor: true }, changesAtMost: 1 },
    verdict: 'run',
    because: 'It changes one description or title of one page, and can be undone.',
  },
  {
    id: 'bid-decrease',
    when: { effect: ['ads.change'], facts: { lowersBidsOnly: true } },
    verdict: 'run',
    because: 'It lowers bids, and nothing else.',
  },
  {
    id: 'newsletter',
    when: { effect: ['newsletter.send'] },
    verdict: 'ask',
    because: 'It is mail to many, and nobody can take it back.',
  },
  {
    id: 'ads-change',
    when: { effect: ['ads.change'] },
    verdict: 'ask',
    because: 'It raises bids, or changes budgets, states or keywords.',
  },
];

export interface PolicyQuestion {
  readonly effect: Effect;
  readonly agent: string;
  /** A member who undoes a task has decided by that. */
  readonly undoneBy: string | undefined;
  readonly settings: TaskSettings;
  /** Of this agent, kind of effect and segment. */
  readonly record: TrackRecord | undefined;
  /** Of the task: whether it is spot-checked depends on it alone, so that a repeat decides the same. */
  readonly taskId: string;
}

export interface PolicyDecision {
  readonly verdict: PolicyRule['verdict'];
  readonly rule: string;
  readonly because: string;
}

/** Whether an effect runs by itself, is asked about, or is forbidden. */
export function decidePolicy(question: PolicyQuestion): PolicyDecision {
  const { effect, undoneBy, settings } = question;
  const own = settings.policy.find((rule) => holds(rule, question));
  if (own) return { verdict: own.verdict, rule: own.id, because: own.because };
  if (!effect.outside)
    return { verdict: 'run', rule: 'reads-only', because: 'It changes nothing outside Rex.' };
  if (undoneBy !== undefined)
    return { verdict: 'run', rule: 'undo', because: `${undoneBy} asked for what was done to be undone.` };
  const rule = RULES.find((each) => holds(each, question));
  if (rule) return { verdict: rule.verdict, rule: rule.id, because: rule.because };
  return earned(question);
}

/** Beyond the rules: what an agent has earned. A rule of the workspace that asks is never overruled by it. */
function earned({ effect, agent, settings, record, taskId }: PolicyQuestion): PolicyDecision {
  const ask = (rule: string, because: string) => ({ verdict: 'ask', rule, because }) as const;
  const of = `${agent} for ${effect.kind} (${effect.segment})`;
  if (!settings.earned.enabled || !record || !hasEarned(record, settings.earned))
    return ask('default', `No rule lets it run by itself, and ${lostOrNever(record)}`);
  if (unitInterval(`spot ${taskId}`) < settings.earned.spotChecks)
    return ask('spot-check', `${of} has earned autonomy; this one is a spot check.`);
  const { unchanged, decided } = record;
  return {
    verdict: 'run',
    rule: 'earned',
    because: `${of} has earned autonomy: ${unchanged} of ${decided} were approved unchanged.`,
  };
}

const lostOrNever = (record: TrackRecord | undefined): string =>
  record?.lostBecause === undefined
    ? 'no autonomy was earned for it.'
    : `what was earned for it was lost: ${record.lostBecause}`;

function holds({ when }: PolicyRule, { effect, agent }: PolicyQuestion): boolean {
  const among = (names: readonly string[] | undefined, name: string) => names?.includes(name) ?? true;
  const atMost = (most: number | undefined, is: number) => most === undefined || is <= most;
  return (
    among(when.effect, effect.kind) &&
    among(when.agent, agent) &&
    among(when.segment, effect.segment) &&
    atMost(when.recipientsAtMost, effect.recipients?.count ?? 0) &&
    atMost(when.changesAtMost, effect.changes.length) &&
    atMost(when.costUsdAtMost, effect.costUsd) &&
    Object.entries(when.facts ?? {}).every(([name, compared]) => compares(compared, effect.facts[name]))
  );
}

/** A fact that is not there is compared by nothing. */
function compares(compared: NonNullable<PolicyRule['when']['facts']>[string], fact: unknown): boolean {
  if (typeof compared !== 'object') return fact === compared;
  if (typeof fact !== 'number') return false;
  return 'atMost' in compared ? fact <= compared.atMost : fact >= compared.atLeast;
}
