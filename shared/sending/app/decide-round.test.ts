import { expect, it } from 'vitest';
import { decisionSchema } from '../../decisions/domain/decision.ts';
import type { SendContext } from '../domain/guards/guard.ts';
import type { NextAct } from '../domain/next-act.ts';
import { decideRound } from './decide-round.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const COHORT = { workspace: 'acme', missionId: `m_${'0'.repeat(26)}`, id: 'c-1' };
const waits = (because: string): NextAct => ({ act: 'look-again', at: NOW, because });
const blocks = (code: string): NextAct => ({ act: 'block', code, step: 1 });
const round = (...acts: NextAct[]) => decideRound(COHORT, acts, NOW);

it('explains a round by its guards, and names the one that keeps most messages back as the rule', () => {
  const decision = round(waits('QUIET_HOURS'), waits('QUIET_HOURS'), waits('PAUSED'), blocks('SUPPRESSED'));
  expect(decisionSchema.parse(decision)).toMatchObject({
    id: 'send#acme#c-1#QUIET_HOURS#2026-03-02',
    situation: 'send',
    subject: COHORT.missionId,
    rule: 'QUIET_HOURS',
    action: 'wait',
    facts: { due: 4, waiting: 3, blocked: 1, QUIET_HOURS: 2, PAUSED: 1, SUPPRESSED: 1 },
    explanation:
      '4 messages are due, and none of them may go: the guard QUIET_HOURS keeps back 2, PAUSED 1, SUPPRESSED 1.',
  });
});

it('names a waiting guard while messages wait, and a blocking guard when none waits', () => {
  expect(round(blocks('SUPPRESSED'), blocks('SUPPRESSED'), waits('WARMUP_CAP'))).toMatchObject({
    rule: 'WARMUP_CAP',
    action: 'wait',
  });
  expect(round(blocks('SUPPRESSED'), waits('NOT_DUE'))).toMatchObject({ rule: 'SUPPRESSED', action: 'skip' });
});

it('records no decision when nothing is due or some messages may go', () => {
  const sends: NextAct = { act: 'send', step: 1, context: {} as SendContext };
  expect(round(waits('QUIET_HOURS'), sends)).toBeUndefined();
  expect(round()).toBeUndefined();
  expect(round(waits('NOT_DUE'), waits('SETTLING'), { act: 'none', because: 'DONE' })).toBeUndefined();
});
