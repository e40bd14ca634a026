import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import { NO_ENGAGEMENT, type PastEngagement, pastEngagement } from '../../scoring/domain/past-engagement.ts';
import type { SendLedger } from '../../sending/app/ports/sending.ts';
import type { Send } from '../../sending/domain/send.ts';
import { asOfDate } from './reviver.ts';

const READS_IN_FLIGHT = 4;

/**
 * What leads made of the messages of other missions, up to the day that a mission looks from. It is read from the send
 * ledger, where every open, click and answer is kept anyway: a cohort is read once for all of its leads, which costs a
 * tenth of writing each reaction to the lead as well.
 */
export async function engagementBefore(
  ledger: Pick<SendLedger, 'ofCohort'>,
  mission: OutreachMission,
  leads: readonly Lead[],
): Promise<(leadId: string) => PastEngagement> {
  const { workspace, id } = mission;
  const cohorts = new Map(
    leads
      .flatMap(({ journeys }) => Object.entries(journeys))
      .filter(([missionId]) => missionId !== id)
      .map(([missionId, cohort]) => [`${missionId} ${cohort}`, { missionId, cohort }]),
  );
  const sends = await mapConcurrent([...cohorts.values()], READS_IN_FLIGHT, ({ missionId, cohort }) =>
    ledger.ofCohort({ workspace, missionId, cohort }, 'eventual'),
  );
  const byLead = Map.groupBy(sends.flat(), ({ leadId }: Send) => leadId);
  return (leadId) => {
    const own = byLead.get(leadId);
    return own ? pastEngagement(own, asOfDate(mission)) : NO_ENGAGEMENT;
  };
}
