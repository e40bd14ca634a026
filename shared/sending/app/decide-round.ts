import type { Decision } from '../../decisions/domain/decision.ts';
import type { Cohort } from '../../drafting/domain/cohort.ts';
import { utcDay } from '../../kernel/clock.ts';
import type { NextAct } from '../domain/next-act.ts';

/** What a lead waits for when nothing of it is due. */
const NOT_DUE: ReadonlySet<string> = new Set(['NOT_DUE', 'SETTLING']);

/**
 * The answer to "why does nothing go out": what the guards said of the messages of a round, put together. Undefined when
 * nothing is due, or some of it may go. It is named by the guard that holds most of them back, and decides nothing by
 * itself: each message is kept back by its own guard. One of a kind is kept a day: its id says which.
 */
export function decideRound(
  { workspace, missionId, id }: Pick<Cohort, 'workspace' | 'missionId' | 'id'>,
  acts: readonly NextAct[],
  now: Date,
): Decision | undefined {
  const started = performance.now();
  const waiting = acts.flatMap((act) =>
    act.act === 'look-again' && !NOT_DUE.has(act.because) ? [act.because] : [],
  );
  const blocked = acts.flatMap((act) => (act.act === 'block' ? [act.code] : []));
  const due = waiting.length + blocked.length;
  if (due === 0 || acts.some(({ act }) => act === 'send')) return undefined;
  // What waits says when the round goes on; only when nothing waits is it what blocks for good.
  const [decisive] = byCount(waiting.length > 0 ? waiting : blocked);
  const [code, count] = decisive ?? ['', 0];
  const others = byCount([...waiting, ...blocked]).filter(([other]) => other !== code);
  return {
    id: `send#${workspace}#${id}#${code}#${utcDay(now)}`,
    at: now.toISOString(),
    situation: 'send',
    subject: missionId,
    layer: 'rules',
    rule: code,
    action: waiting.length > 0 ? 'wait' : 'skip',
    confidence: 1,
    explanation:
      `${due} messages are due, and none of them may go: the guard ${code} keeps back ${count}` +
      `${others.map(([other, n]) => `, ${other} ${n}`).join('')}.`,
    facts: {
      due,
      waiting: waiting.length,
      blocked: blocked.length,
      ...Object.fromEntries(byCount([...waiting, ...blocked])),
    },
    durationMs: performance.now() - started,
  };
}

/** Codes and how often they are there, the most frequent first. */
const byCount = (codes: readonly string[]): [code: string, count: number][] =>
  [...Map.groupBy(codes, (code) => code)]
    .map(([code, same]): [string, number] => [code, same.length])
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
