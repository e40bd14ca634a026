import { dayAfter } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import { criticalPath } from '../../../planning/domain/critical-path.ts';
import { networkOf } from '../../../planning/domain/project.ts';
import type { DesignInput, Initiative } from '../contract/schemas.ts';

/** When each phase is, at its earliest (critical path method). @throws RexError VALIDATION_FAILED naming the phase */
export function phasesFrom(
  startsOn: string,
  phases: DesignInput['phases'],
): Pick<Initiative, 'phases' | 'endsOn'> {
  const { length, times } = criticalPath(network(phases));
  const byId = new Map(times.map((time) => [time.id, time]));
  return {
    endsOn: dayAfter(startsOn, length - 1),
    phases: phases.map((phase) => {
      const { earliestStart = 0, slack = 0 } = byId.get(phase.id) ?? {};
      return {
        ...phase,
        after: [...phase.after],
        on: dayAfter(startsOn, earliestStart),
        until: dayAfter(startsOn, earliestStart + phase.days - 1),
        slack,
      };
    }),
  };
}

function network(phases: DesignInput['phases']) {
  const activities = phases.map(({ id, days, after }) => ({ id, duration: days, after, needs: {} }));
  try {
    return networkOf({ activities, capacities: {} });
  } catch (error) {
    const [problem] = error instanceof RexError ? error.fields : [];
    if (!problem) throw error;
    const path = `body.${problem.path.replace('activities', 'phases')}`;
    throw new RexError('VALIDATION_FAILED', `Not valid: ${path}: ${problem.message}`, {
      fields: [{ path, message: problem.message }],
    });
  }
}
