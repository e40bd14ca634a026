import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import { COHORT_SIZE } from '../../drafting/domain/cohort.ts';
import { chunksOf, mapConcurrent } from '../../kernel/concurrency.ts';
import { expectParts, type StepDeps } from '../../missions/app/mission-steps.ts';
import type { BatchQueue } from '../../missions/app/ports/queues.ts';
import { countAudience, isSelected, type ScoredLead } from '../../missions/domain/audience.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import { byMeanRisk, byRisk } from '../../risk/domain/canary.ts';
import { providerOfKind } from '../../risk/domain/risk-evidence.ts';
import { personalizerManifest } from './manifest.ts';

export interface StartDraftDeps extends StepDeps {
  readonly cohorts: CohortStore;
  readonly batches: BatchQueue;
}

const NO_ZONE = 'none';

/**
 * Groups the selected leads by time zone and risk into cohorts, and hands every cohort to a worker that drafts it. A mission of
 * one cohort has no canaries: they would be all of it.
 */
export async function startDraft(
  deps: StartDraftDeps,
  mission: OutreachMission,
  step: StepRecord,
): Promise<void> {
  const { workspace, id: missionId } = mission;
  const pages = await deps.missions.scoredPages(workspace, missionId);
  const scored = pages.flatMap((page) => page.leads);
  const selected = scored.filter(isSelected);
  const cohorts = formCohorts(selected, mission.params.maxLeads);
  const places = new Map(byMeanRisk(cohorts).map(({ id }, place) => [id, place]));
  await mapConcurrent(cohorts, 8, async ({ id, timeZone, leads }) => {
    await deps.cohorts.putDrafts(workspace, missionId, {
      cohort: id,
      version: 1,
      leads: leads.map((lead) => ({
        leadId: lead.id,
        variant: lead.variant ?? 'A',
        purchases: lead.purchases,
        ...(lead.risk === undefined
          ? {}
          : {
              risk: {
                bounce: lead.risk,
                complaint: lead.complaintRisk ?? 0,
                ...(lead.kind === undefined ? {} : { provider: providerOfKind(lead.kind) }),
              },
            }),
        messages: [],
      })),
    });
    await deps.cohorts.create({
      workspace,
      missionId,
      id,
      version: 1,
      timeZone,
      size: leads.length,
      ...(cohorts.length > 1 ? { order: places.get(id) } : {}),
      state: 'drafted',
      epoch: 0,
      counts: {},
      blocked: {},
      lostContacts: {},
    });
  });
  const done = new Set(step.done);
  await deps.batches.send(
    cohorts
      .filter(({ id }) => !done.has(id))
      .map(({ id }) => ({ workspace, missionId, step: step.name, part: id })),
  );
  await expectParts(deps, step, cohorts.length, {
    result: personalizerManifest.steps.draft.result.parse({
      selected: cohorts.reduce((sum, c) => sum + c.leads.length, 0),
      audience: countAudience(scored),
    }),
  });
}

interface PlannedCohort {
  readonly id: string;
  readonly timeZone: string;
  readonly leads: readonly ScoredLead[];
}

/** A function of the scored pages alone, so that a repeat forms the same cohorts under the same names. */
function formCohorts(selected: readonly ScoredLead[], maxLeads: number | undefined): PlannedCohort[] {
  const best = selected.toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, maxLeads);
  const byZone = Map.groupBy(best.toSorted(byRisk), (lead) => lead.timeZone ?? NO_ZONE);
  return [...byZone]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([zone, leads]) =>
      chunksOf(leads, COHORT_SIZE).map((chunk, n) => ({
        id: `${zone.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${String(n + 1).padStart(4, '0')}`,
        timeZone: zone,
        leads: chunk,
      })),
    );
}
