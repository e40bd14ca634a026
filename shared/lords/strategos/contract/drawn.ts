import type { Drawing } from '../../../seats/contract/drawing.ts';

/** How works of the Strategos are told to people. */
export const strategosDrawn = {
  plan: {
    says: 'It takes {days} days, from {startsOn} to {endsOn}; {percent} % is done.',
    figures: {
      Late: 'late.says',
      'Planned days': 'plannedDays',
      'Critical path': { of: 'criticalDays', as: 'days' },
      'Lower bound': { of: 'bound', as: 'days' },
      Forecast: 'forecast.says',
      Order: 'optimized.says',
    },
    rows: {
      of: 'activities',
      columns: {
        Activity: 'id',
        From: 'on',
        Until: 'until',
        Status: 'status',
        'Done %': 'percent',
        'Spare days': 'slack',
        Critical: 'isCritical',
        Task: 'task',
      },
    },
  },
  task: {
    says: '{title}, by {assignee.id} until {dueOn}: {percent} % is done.',
    figures: { Plan: 'plan', Activity: 'activity', 'Task of the executor': 'executorTask', Note: 'note' },
    rows: { of: 'log', columns: { At: 'at', By: 'by', Status: 'status', 'Done %': 'percent', Note: 'note' } },
  },
  allocation: {
    says: '{activity} has {amounts} from {from} until {until}.',
    figures: { Plan: 'plan' },
  },
} as const satisfies Readonly<Record<string, Drawing>>;
