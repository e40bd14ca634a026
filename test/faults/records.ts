import type { Pool } from '../../shared/domains/domain/pool.ts';
import type { Cohort, Drafts } from '../../shared/drafting/domain/cohort.ts';
import type { ScoredLead } from '../../shared/missions/domain/audience.ts';
import type { Send } from '../../shared/sending/domain/send.ts';
import { openLocalTables } from '../support/local-tables.ts';
import { stores } from '../support/stores.ts';

/** What the database says of a mission, read past the API. */
export interface MissionRecords {
  /** Ids of all leads of the workspace, as often as the lead index names them. */
  readonly indexed: readonly string[];
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
  const { missions, cohorts: cohortStore, contents, ledger, leads, pools } = stores({ records, events });
  const [pages, scored, drafts, cohorts, content, pool] = await Promise.all([
    leads.indexPages(workspace, { limit: 100 }),
    missions.scoredPages(workspace, missionId),
    cohortStore.listDrafts(workspace, missionId),
    cohortStore.list(workspace, missionId),
    contents.get(workspace, missionId),
    pools.get(workspace),
  ]);
  if (pages.cursor !== null) throw new Error('The lead index has more pages than this reads.');
  const sends = await Promise.all(
    cohorts.map(({ id }) => ledger.ofCohort({ workspace, missionId, cohort: id })),
  );
  const templates = (content?.templates ?? []).toSorted((a, b) => a.template.step - b.template.step);
  close();
  return {
    indexed: pages.pages.flatMap(({ leads }) => leads),
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
