import type { ContactNumberStore } from '../../channels/app/ports/contact-numbers.ts';
import { numberIdOf } from '../../channels/domain/contact-number.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { Clock } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { SuppressionStore } from '../../leads/app/ports/suppressions.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { entryOf } from '../../leads/domain/suppression-list.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { OF_THE_STORE } from '../../platform/domain/of-the-store.ts';
import type { SendLedger } from '../../sending/app/ports/sending.ts';
import type { PersonFiles, StoredData, StoredItem } from './ports/person-data.ts';

export interface ExportLeadDeps {
  readonly leads: LeadStore;
  readonly suppressions: SuppressionStore;
  readonly numbers: ContactNumberStore;
  readonly missions: MissionStore;
  readonly cohorts: CohortStore;
  readonly ledger: SendLedger;
  readonly data: StoredData;
  readonly mails: PersonFiles;
  readonly clock: Clock;
}

/** An answer of a Lambda function has at most 6 MB. */
const MAIL_BYTES = 3 * 1024 * 1024;
const WIDTH = 4;

/**
 * Everything that Rex holds on a person. Raw mails that do not fit any more, or have expired, are named without their bytes.
 * @throws RexError NOT_FOUND
 */
export async function exportLead(deps: ExportLeadDeps, workspace: string, leadId: string) {
  const lead = await deps.leads.get(workspace, leadId);
  if (!lead) throw new RexError('NOT_FOUND', `There is no lead ${leadId}.`);
  const pk = `W#${workspace}#LEAD#${leadId}`;
  const { kind, list, name } = entryOf(lead);
  const [records, events, listed, number, journeys] = await Promise.all([
    deps.data.partition('records', pk),
    deps.data.partition('events', pk),
    deps.suppressions.find([{ kind, list, name }]),
    lead.profile.phone
      ? deps.numbers.get(workspace, numberIdOf(workspace, lead.profile.phone))
      : Promise.resolve(undefined),
    mapConcurrent(Object.entries(lead.journeys), WIDTH, (journey) => journeyOf(deps, lead, journey)),
  ]);
  const byKind = Map.groupBy(records, ({ sk }) => sk.split('#')[0] ?? sk);
  return {
    exportedAt: deps.clock.now().toISOString(),
    workspace,
    leadId,
    records: {
      ...Object.fromEntries([...byKind].map(([of, items]) => [of.toLowerCase(), items.map(ownOf)])),
      suppressions: listed,
      ...(number ? { number: [{ ...number, leads: undefined }] } : {}),
    },
    messages: journeys.flatMap(({ messages }) => messages),
    missions: journeys.map(({ messages: _, ...of }) => of),
    events: events.map(ownOf),
    mails: await mailsOf(deps, records),
  };
}

const ownOf = (item: StoredItem): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).filter(([field]) => !OF_THE_STORE.has(field)));

async function journeyOf(
  { missions, cohorts, ledger }: ExportLeadDeps,
  { workspace, id, roster }: Lead,
  [missionId, cohort]: readonly [string, string],
) {
  const [scored, drafts, sends] = await Promise.all([
    missions.getScoredPage(workspace, missionId, roster),
    cohorts.getDrafts(workspace, missionId, cohort),
    ledger.ofCohort({ workspace, missionId, cohort }),
  ]);
  return {
    missionId,
    scored: scored?.leads.find((each) => each.id === id) ?? null,
    drafts: drafts?.leads.find(({ leadId }) => leadId === id) ?? null,
    messages: sends.filter(({ leadId }) => leadId === id),
  };
}

async function mailsOf({ mails: files }: ExportLeadDeps, records: readonly StoredItem[]) {
  const found: { key: string; raw: string | null }[] = [];
  let left = MAIL_BYTES;
  for (const { rawKey } of records) {
    if (typeof rawKey !== 'string') continue;
    const size = await files.size(rawKey);
    const fits = size !== undefined && size <= left;
    if (fits) left -= size;
    found.push({ key: rawKey, raw: fits ? Buffer.from(await files.read(rawKey)).toString('base64') : null });
  }
  return found;
}
