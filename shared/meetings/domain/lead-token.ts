import type { Lead } from '../../leads/domain/lead.ts';
import { missionHashOf, threadToken } from '../../sending/domain/thread-token.ts';

/** The mission that wrote to a lead last, by its id, which is in the order of time. */
export const latestMissionOf = ({ journeys }: Pick<Lead, 'journeys'>): string | undefined =>
  Object.keys(journeys).toSorted().at(-1);

/** The token of a booking that no message asked for: of the mission that wrote last. */
export const leadToken = (secret: string, lead: Pick<Lead, 'workspace' | 'id' | 'journeys'>): string =>
  threadToken(secret, {
    workspace: lead.workspace,
    leadId: lead.id,
    missionHash: missionHashOf(latestMissionOf(lead) ?? ''),
    step: 1,
  });
