import { decide } from '../../decisions/domain/decide.ts';
import type { Decision } from '../../decisions/domain/decision.ts';
import { dailyCap } from '../../domains/domain/warmup.ts';
import type { Cohort } from '../../drafting/domain/cohort.ts';
import { utcDay } from '../domain/guards/daily-limits.ts';
import type { NextAct } from '../domain/next-act.ts';
import type { SendView } from './send-context.ts';

/** What a lead waits for when nothing of it is due. */
const NOT_DUE: ReadonlySet<string> = new Set(['NOT_DUE', 'SETTLING']);

/**
 * What the rules say of a cohort's round as a whole. The guards look at each message by itself; this is the answer
 * to "why does nothing go out". Undefined when nothing is due. One of a kind is kept a day: its id says which.
 */
export function decideRound(
  view: SendView,
  { workspace, missionId, id }: Pick<Cohort, 'workspace' | 'missionId' | 'id'>,
  acts: readonly NextAct[],
  now: Date,
): Decision | undefined {
  const count = (matches: (act: NextAct) => boolean): number => acts.filter(matches).length;
  const because = (code: string) => count((act) => act.act === 'look-again' && act.because === code);
  const due = count(
    (act) =>
      act.act === 'send' || act.act === 'block' || (act.act === 'look-again' && !NOT_DUE.has(act.because)),
  );
  if (due === 0) return undefined;
  // Texts and tasks go by no domain: its cap keeps none of them back.
  const goesWithoutDomain = acts.some((act) => act.act === 'send' && act.context.channel !== 'email');
  const { settings, day, domain, approval } = view;
  const sent = domain ? (day.domains[domain.domain]?.sent ?? 0) : 0;
  const decision = decide(
    { id: '', subject: missionId, now, stopwatch: () => performance.now() },
    'send',
    {
      due,
      suppressed: count((act) => act.act === 'block' && act.code === 'SUPPRESSED'),
      outsideWindow: because('QUIET_HOURS'),
      budgetLeft: settings.dailyBudget - day.sent,
      domainLeft: goesWithoutDomain ? due : domain ? dailyCap(domain, now) - sent : 0,
      approval: approval?.state ?? 'none',
    },
    settings.rules,
  );
  return { ...decision, id: `send#${workspace}#${id}#${decision.rule}#${utcDay(now)}` };
}
