import type { EnrichmentStore } from '../../enrichment/app/ports/enrichment.ts';
import { gatherIcpFacts } from '../../icp/app/gather-icp-facts.ts';
import type { IcpStore } from '../../icp/app/ports/icp.ts';
import { surveyPage as count } from '../../icp/domain/survey.ts';
import { addMs, DAY } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import { finishPart, type StepDeps } from '../../missions/app/mission-steps.ts';
import type { BatchMessage } from '../../missions/contract/messages.ts';

export interface SurveyPageDeps extends StepDeps {
  readonly leads: LeadStore;
  readonly enrichments: Pick<EnrichmentStore, 'getMany'>;
  readonly icp: IcpStore;
}

/** Long enough for every retry of a mission by a person. */
const KEPT_MS = 30 * DAY;

/** One page of leads: counted by industry and size, and its share of the sample taken. */
export async function surveyPage(deps: SurveyPageDeps, message: BatchMessage): Promise<void> {
  const { workspace, missionId, step, part } = message;
  const [page, keep] = await Promise.all([
    deps.leads.getIndexPage(workspace, part),
    deps.icp.sampleShare(workspace, missionId),
  ]);
  if (!page || keep === undefined) {
    throw new RexError('NOT_FOUND', `Page ${part} of mission ${missionId} lacks records that it needs.`);
  }
  const leads = await gatherIcpFacts(deps, workspace, page.leads, deps.clock.now());
  const counted = count(
    part,
    leads.map(({ known }) => known),
    keep,
  );
  await deps.icp.putSurveyPage(workspace, missionId, counted, addMs(deps.clock.now(), KEPT_MS));
  await finishPart(deps, { workspace, missionId, name: step }, part);
}
