import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import { type PastEngagement, pastEngagement } from '../../scoring/domain/past-engagement.ts';
import type { SendLedger } from '../../sending/app/ports/sending.ts';
import type { Send } from '../../sending/domain/send.ts';
import { asOfDate } from './reviver.ts';

const READS_IN_FLIGHT = 4;

/**
 * The messages of other missions to leads, by lead. They are read from the send ledger, where every open, click and answer is
 * kept anyway: a cohort is read once for all of its leads, which costs a tenth of writing each reaction to the lead as well.
 */
export async function sendsBefore(
  ledger: Pick<SendLedger, 'ofCohort'>,
  { workspace, id }: OutreachMission,
  leads: readonly Lead[],
): Promise<(leadId: string) => readonly Send[]> {
  const cohorts = new Map(
    leads
      .flatMap(({ journeys }) => Object.entries(journeys))
      .filter(([missionId]) => missionId !== id)
      .map(([missionId, cohort]) => [`${missionId} ${cohort}`, { missionId, cohort }]),
  );
  const sends = await mapConcurrent([...cohorts.values()], READS_IN_FLIGHT, ({ missionId, cohort }) =>
    ledger.ofCohort({ workspace, missionId, cohort }, 'eventual'),
  );
  const byLead = Map.groupBy(sends.flat(), ({ leadId }) => leadId);
  return (leadId) => byLead.get(leadId) ?? [];
}

/** What leads made of the messages of other missions, up to the day that a mission looks from. */
export async function engagementBefore(
  ledger: Pick<SendLedger, 'ofCohort'>,
  mission: OutreachMission,
  leads: readonly Lead[],
): Promise<(leadId: string) => PastEngagement> {
  const sendsOf = await sendsBefore(ledger, mission, leads);
  return (leadId) => pastEngagement(sendsOf(leadId), asOfDate(mission));
}
