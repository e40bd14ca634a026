import type { Cohort } from '../../drafting/domain/cohort.ts';
import type { EventData } from '../../kernel/contract/event-contract.ts';
import { newEvent, REX, type RexEvent } from '../../kernel/events.ts';
import { sendingEvents } from '../contract/events.ts';

/** What a round of a cohort came to, numbered by the version that the cohort gets when it is saved with it. */
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
