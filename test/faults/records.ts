import { DynamoPoolStore } from '../../shared/domains/adapters/pool-store.ts';
import type { Pool } from '../../shared/domains/domain/pool.ts';
import { DynamoCohortStore } from '../../shared/drafting/adapters/cohort-store.ts';
import { DynamoContentStore } from '../../shared/drafting/adapters/content-store.ts';
import type { Cohort, Drafts } from '../../shared/drafting/domain/cohort.ts';
import { DynamoLeadStore } from '../../shared/leads/adapters/lead-store.ts';
import { DynamoMissionStore } from '../../shared/missions/adapters/mission-store.ts';
import type { ScoredLead } from '../../shared/missions/domain/audience.ts';
import { DynamoSendLedger } from '../../shared/sending/adapters/send-ledger.ts';
import type { Send } from '../../shared/sending/domain/send.ts';
import { openLocalTables } from '../support/local-tables.ts';

/** What the database says of a mission, read past the API. */
export interface MissionRecords {
  /** Ids of all leads of the workspace, as often as the roster names them. */
  readonly roster: readonly string[];
  readonly scored: readonly ScoredLead[];
  readonly drafts: readonly Drafts[];
  readonly cohorts: readonly Cohort[];
  readonly sends: readonly Send[];
  /** Days between the steps, by variant. */
  readonly delaysDays: ReadonlyMap<string, readonly number[]>;
  readonly pool: Pool | undefined;
}

export async function readMissionRecords(
  awsEndpoint: string,
  { workspace, missionId }: { workspace: string; missionId: string },
): Promise<MissionRecords> {
  const { records, events, close } = await openLocalTables(awsEndpoint);
  const missions = new DynamoMissionStore(records, events);
  const cohortStore = new DynamoCohortStore(records, events);
  const ledger = new DynamoSendLedger(records);
  const [pages, scored, drafts, cohorts, content, pool] = await Promise.all([
    new DynamoLeadStore(records, events).roster(workspace, { limit: 100 }),
    missions.scoredPages(workspace, missionId),
    cohortStore.listDrafts(workspace, missionId),
    cohortStore.list(workspace, missionId),
    new DynamoContentStore(records).get(workspace, missionId),
    new DynamoPoolStore(records, events).get(workspace),
  ]);
  if (pages.cursor !== null) throw new Error('The roster has more pages than this reads.');
  const sends = await Promise.all(cohorts.map(({ id }) => ledger.ofCohort(workspace, missionId, id)));
  const templates = (content?.templates ?? []).toSorted((a, b) => a.template.step - b.template.step);
  close();
  return {
    roster: pages.pages.flatMap(({ leads }) => leads),
    scored: scored.flatMap(({ leads }) => leads),
    drafts,
    cohorts,
    sends: sends.flat(),
    delaysDays: new Map(
      [...Map.groupBy(templates, ({ variant }) => String(variant))].map(([variant, list]) => [
        variant,
        list.map(({ delayDays }) => delayDays),
      ]),
    ),
    pool,
  };
}
