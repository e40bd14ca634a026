import type { Simulation } from '../../shared/forecast/contract/simulation.ts';
import { renderTable } from './terminal/table.ts';

const orDash = (actual: number | null): string | number => actual ?? '–';

/** A plan for people: when it ends, what it needs, and the days with what was sent beside them. */
export function renderSimulation(plan: Simulation): string {
  const messages = plan.steps.reduce((sum, { planned }) => sum + planned, 0);
  const { approvals, costUsd, stopped } = plan;
  const steps = renderTable(plan.steps, [
    { title: 'Step', cell: ({ step }) => step, align: 'right' },
    { title: 'Planned', cell: ({ planned }) => planned, align: 'right' },
    { title: 'Sent', cell: ({ actual }) => orDash(actual), align: 'right' },
  ]);
  const people = renderTable(plan.people, [
    { title: 'People', cell: ({ what }) => what },
    { title: 'Planned', cell: ({ planned }) => planned, align: 'right' },
    { title: 'Actual', cell: ({ actual }) => orDash(actual), align: 'right' },
  ]);
  const days = renderTable(plan.days, [
    { title: 'Day (UTC)', cell: ({ day }) => day },
    { title: 'Domain', cell: ({ domain }) => domain },
    { title: 'Planned', cell: ({ planned }) => planned, align: 'right' },
    { title: 'Sent', cell: ({ actual }) => orDash(actual), align: 'right' },
    { title: 'E-mails at most', cell: ({ cap }) => cap ?? '', align: 'right' },
    {
      title: 'Bounces expected',
      cell: ({ risk, riskMost }) =>
        risk === null || riskMost === null ? '' : `${risk.toFixed(1)} of ${riskMost.toFixed(1)}`,
      align: 'right',
    },
  ]);
  return [
    `${messages} messages to ${plan.leads} leads, from ${plan.startsAt.slice(0, 10)}${plan.lastSentAt === null ? '' : ` to ${plan.lastSentAt.slice(0, 10)}`}.`,
    stopped === null
      ? `Finished on ${plan.finishesAt?.slice(0, 10) ?? '?'}.`
      : `Comes to a stop on ${stopped.at.slice(0, 10)}: ${stopped.explanation}`,
    `Needs ${approvals.needed === 0 ? 'no approval' : 'an approval of its messages'}; ${approvals.replies} replies to read${approvals.tasks === 0 ? '' : `, ${approvals.tasks} tasks to do`}.`,
    `Costs $${costUsd.planned.toFixed(4)}${costUsd.actual === null ? '' : `; so far $${costUsd.actual.toFixed(4)}`}.`,
    '',
    days,
    '',
    steps,
    '',
    people,
    '',
    'It is assumed:',
    ...plan.assumptions.map((sentence) => `  ${sentence}`),
  ].join('\n');
}
