import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import { approvalDigest, draftsDigest } from '../../approvals/domain/approval.ts';
import { draftsSchema } from '../../drafting/domain/cohort.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { retryFrom, retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { Person } from '../domain/erasure.ts';
import { isOfPerson, type Scrubber } from '../domain/scrub.ts';
import type { PersonFiles, StoredData, StoredItem, TableName } from './ports/person-data.ts';

export interface EraseItemDeps {
  readonly data: StoredData;
  readonly mails: PersonFiles;
  readonly missions: Pick<MissionStore, 'get'>;
  readonly approvals: Pick<ApprovalStore, 'get' | 'save'>;
}

interface ToErase {
  readonly table: TableName;
  readonly item: StoredItem;
  readonly person: Person;
  readonly scrubber: Scrubber;
}

const DRAFTS = /^W#([^#]+)#MISSION#([^#]+) DRAFTS#/;

/** Deletes what is of the person alone, and rewrites what names them among others. */
export async function eraseItem(
  deps: EraseItemDeps,
  { table, item, person, scrubber }: ToErase,
): Promise<'deleted' | 'rewritten' | 'untouched'> {
  if (isOfPerson(item, person)) {
    // The file first: its key is known nowhere else.
    const { rawKey } = item;
    if (typeof rawKey === 'string') await deps.mails.delete(rawKey);
    await deps.data.delete(table, item);
    return 'deleted';
  }
  if (!scrubber.mentions(JSON.stringify(item))) return 'untouched';
  if (isNumberOf(item, person)) {
    await deps.data.delete(table, item);
    return 'deleted';
  }
  await retryFrom(
    item,
    () => deps.data.get(table, item),
    async (current) => {
      const { pk, sk } = current;
      const after = { ...scrubber.record(current), pk, sk };
      await bindAgain(deps, current, after);
      await deps.data.replace(table, current, after);
    },
  );
  return 'rewritten';
}

/** The record of a telephone number goes when nobody else was written to at it. */
function isNumberOf(item: StoredItem, { leadId }: Person): boolean {
  const { leads } = item;
  return item.sk === 'NUMBER' && Array.isArray(leads) && leads.every((id) => id === leadId);
}

/**
 * An approval binds the drafts of a cohort with the ids of its leads. The others of the cohort keep their approval: their messages
 * are as they were. The approval is written first; a death in between is repaired by the repeat.
 */
async function bindAgain(
  { missions, approvals }: EraseItemDeps,
  before: StoredItem,
  after: Readonly<Record<string, unknown>>,
): Promise<void> {
  const [, workspace, missionId] = DRAFTS.exec(`${before.pk} ${before.sk}`) ?? [];
  if (workspace === undefined || missionId === undefined) return;
  const [was, is] = [draftsSchema.parse(before), draftsSchema.parse(after)];
  const mission = await missions.get(workspace, missionId);
  const approvalId = mission && 'approvalId' in mission ? mission.approvalId : undefined;
  if (typeof approvalId !== 'string') return;
  await retryOnConflict(async () => {
    const approval = await approvals.get(workspace, approvalId);
    if (approval?.subject !== 'messages' || approval.cohorts[was.cohort] !== draftsDigest(was)) return;
    const cohorts = { ...approval.cohorts, [was.cohort]: draftsDigest(is) };
    await approvals.save({ ...approval, cohorts, digest: approvalDigest(cohorts) }, []);
  });
}
