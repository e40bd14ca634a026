import type { MessagesApproval } from '../../approvals/domain/approval.ts';
import { EMAIL_USD } from '../../channels/domain/channel-terms.ts';
import type { Simulation } from '../contract/simulation.ts';
import type { Plan } from '../domain/plan.ts';
import type { ActualSends } from './actual-sends.ts';
import type { PlanInput } from './plan-input.ts';

const PEOPLE = ['bounced', 'complained', 'unsubscribed', 'replied'] as const;
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

/** A plan, and beside each of its figures the one of what happened. */
export function simulationView({
  input,
  plan,
  actual,
  approval,
  leads,
  sharedWith,
}: {
  readonly input: PlanInput;
  readonly plan: Plan;
  /** Absent while nothing has begun. */
  readonly actual: ActualSends | undefined;
  readonly approval: MessagesApproval;
  readonly leads: number;
  readonly sharedWith: number;
}): Simulation {
  return {
    missionId: input.mission.id,
    seed: plan.seed,
    startsAt: plan.startsAt,
    lastSentAt: plan.lastSentAt ?? null,
    finishesAt: plan.finishesAt ?? null,
    stopped: plan.stopped ?? null,
    leads,
    steps: plan.bySteps.map((planned, i) => ({
      step: i + 1,
      planned,
      actual: actual?.byDay ? sumOf([...actual.byDay.values()].map(({ bySteps }) => bySteps[i] ?? 0)) : null,
    })),
    days: daysOf(plan, actual, input.domain.domain),
    people: PEOPLE.map((what) => ({
      what,
      planned: plan.reactions[what],
      actual: actual?.people[what] ?? null,
    })),
    blocked: plan.blocked,
    // What is not an e-mail costs by the draft, which the ledger does not repeat.
    costUsd: { planned: plan.costUsd, actual: actual ? costOf(plan, actual) : null },
    approvals: {
      messages: approval.state,
      needed: approval.state === 'pending' ? 1 : 0,
      replies: plan.reactions.replied,
      tasks: plan.tasks,
    },
    sharedWith,
    assumptions: assumptionsOf(input, sharedWith),
  };
}

/** By the mean cost of a message of the plan. */
function costOf(plan: Plan, { sent }: ActualSends): number {
  const planned = sumOf(plan.bySteps);
  return Math.round(sent * (planned === 0 ? EMAIL_USD : plan.costUsd / planned) * 1e6) / 1e6;
}

function daysOf(plan: Plan, actual: ActualSends | undefined, domain: string): Simulation['days'] {
  const planned = new Map(plan.days.map((day) => [day.day, day]));
  const names = [...new Set([...planned.keys(), ...(actual?.byDay?.keys() ?? [])])].toSorted();
  return names.map((day) => {
    const of = planned.get(day);
    const sent = actual?.byDay?.get(day);
    return {
      day,
      domain: of?.domain ?? (sent?.domain || domain),
      planned: sumOf(of?.bySteps ?? []),
      actual: actual?.byDay ? sumOf(sent?.bySteps ?? []) : null,
      bySteps: [...(of?.bySteps ?? plan.bySteps.map(() => 0))],
      emails: of?.emails ?? 0,
      cap: of?.cap ?? null,
      risk: of?.risk ?? null,
      riskMost: of?.riskMost ?? null,
    };
  });
}

const percent = (rate: number): string => `${Number((rate * 100).toPrecision(2))} %`;

function assumptionsOf({ rates, cohorts }: PlanInput, sharedWith: number): string[] {
  const all = cohorts.flatMap(({ leads }) => leads);
  const bounce = sumOf(all.map(({ risk }) => risk?.bounce ?? 0)) / Math.max(1, all.length);
  return [
    `First e-mails bounce as is expected of each lead, ${percent(bounce)} on average; later ones at 0.5 % at most.`,
    `${percent(rates.reply.email)} of the e-mails are answered, and ${percent(rates.unsubscribe)} of the messages lead to an opt-out: by the history of the workspace, and by what is assumed where there is little.`,
    'The messages are approved at the start, nobody was written to in the days before, and settings, warmup and reputation are those of now.',
    'What people do is known before the next look of their cohort. The rate of the provider is not played: 14 e-mails a second are 50,000 an hour.',
    ...(sharedWith > 0
      ? [
          `${sharedWith} other missions hold the domain; what they will send is not known, so it may take longer.`,
        ]
      : []),
  ];
}
