import type { Cohort } from '../../drafting/domain/cohort.ts';
import type { EventData } from '../../kernel/contract/event-contract.ts';
import { newEvent, REX, type RexEvent } from '../../kernel/events.ts';
import { sendingEvents } from '../contract/events.ts';

/** The result of a round of a cohort. Its sequence is the version that the cohort gets when both are saved. */
export const cohortWorked = (
  { workspace, missionId, id, version }: Cohort,
  round: Pick<EventData<typeof sendingEvents, 'cohort.worked'>, 'counts' | 'done'>,
  now: Date,
  correlationId: string,
): RexEvent =>
  newEvent(
    sendingEvents,
    'cohort.worked',
    {
      about: `${missionId}#${id}`,
      sequence: version + 1,
      id: `${missionId}:${id}:${version + 1}`,
      workspace,
      correlationId,
      actor: REX,
      data: { missionId, cohort: id, ...round },
    },
    now,
  );
