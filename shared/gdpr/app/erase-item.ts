import * as z from 'zod';
import { approvalDigest, draftsDigest } from '../../approvals/domain/approval.ts';
import { contactNumberSchema, stopsOf } from '../../channels/domain/contact-number.ts';
import { draftsSchema } from '../../drafting/domain/cohort.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { retryFrom } from '../../platform/retry-on-conflict.ts';
import { erasureEntry } from '../../sending/domain/cohort-ledger.ts';
import type { CancelTaskDeps } from '../../tasks/app/change-task.ts';
import type { Person } from '../domain/erasure.ts';
import { isOfPerson, type Scrubber } from '../domain/scrub.ts';
import { endTask } from './end-task.ts';
import type { ItemChange, PersonFiles, StoredData, StoredItem, TableName } from './ports/person-data.ts';

export interface EraseItemDeps extends CancelTaskDeps {
  readonly data: StoredData;
  readonly mails: PersonFiles;
  readonly missions: Pick<MissionStore, 'get'>;
}

interface ToErase {
  readonly table: TableName;
  readonly item: StoredItem;
  readonly person: Person;
  readonly scrubber: Scrubber;
}

/** What processes keep as long as its approval is as it was. */
const APPROVED = /^W#([^#]+)#MISSION#([^#]+) (DRAFTS#|CONTENT$)/;

type Outcome = 'deleted' | 'rewritten' | 'untouched';

/** Deletes what is of the person alone, rewrites what names them among others, and ends what was to be done for them. */
export async function eraseItem(deps: EraseItemDeps, toErase: ToErase): Promise<Outcome> {
  const outcome = await eraseFrom(deps, toErase);
  // Afterwards: what is told of its end does not name the person.
  if (toErase.table === 'records') await endTask(deps, toErase.item, toErase.person);
  return outcome;
}

async function eraseFrom(deps: EraseItemDeps, { table, item, person, scrubber }: ToErase): Promise<Outcome> {
  if (isOfPerson(item, person)) {
    // The file first: its key is known nowhere else.
    const { rawKey } = item;
    if (typeof rawKey === 'string') await deps.mails.delete(rawKey);
    await deps.data.delete(table, item);
    return 'deleted';
  }
  if (!scrubber.mentions(JSON.stringify(item))) return 'untouched';
  const outcome = await retryFrom(
    item,
    () => deps.data.get(table, item),
    async (current) => {
      const { pk, sk } = current;
      const left = isNumberOf(current, person) ? numberLeft(current) : current;
      const after = left && { ...scrubber.record(left), pk, sk };
      const bound = after ? await boundAgain(deps, current, after) : [];
      const told = await toldLedger(deps, current);
      await deps.data.change(table, [{ before: current, after }, ...bound, ...told]);
      return after ? 'rewritten' : 'deleted';
    },
  );
  return outcome ?? 'untouched';
}

/** Whether a record is of a telephone number at which nobody else was written to. */
function isNumberOf(item: StoredItem, { leadId }: Person): boolean {
  const { leads } = item;
  return item.sk === 'NUMBER' && Array.isArray(leads) && leads.every((id) => id === leadId);
}

/** A stop holds for whoever has the telephone, and names it by a hash: of a number that is stopped, no more is left. */
function numberLeft({ last: _, leads: __, ...item }: StoredItem): StoredItem | undefined {
  const channels = stopsOf(contactNumberSchema.parse(item));
  return Object.keys(channels).length > 0 ? { ...item, pk: item.pk, sk: item.sk, channels } : undefined;
}

const LEDGER_ENTRY = /^W#[^#]+#SENDS#.* (?:WORKED|TOLD)#/;
const TOLD = 'TOLD#';

/**
 * Processes remember the entries of a ledger that they have read. The next entry makes them read all again, and takes the place of what
 * they would tell of before they have. It comes together with the change: a worker that dies between the two would not find the person
 * there again.
 */
async function toldLedger({ data, clock }: EraseItemDeps, { pk, sk }: StoredItem): Promise<ItemChange[]> {
  if (!LEDGER_ENTRY.test(`${pk} ${sk}`)) return [];
  const entries = await data.partition('records', pk);
  const entry = erasureEntry(entries.filter((each) => each.sk.startsWith(TOLD)).length, clock.now());
  const key = { pk, sk: `${TOLD}${String(entry.n).padStart(6, '0')}` };
  return [{ before: key, after: { ...key, ...entry } }];
}

/** What is read here of an approval; its other fields stay as they are stored. */
const bindingSchema = z.object({
  subject: z.literal('messages').default('messages'),
  cohorts: z.record(z.string(), z.string()),
});

/**
 * An approval binds the drafts of a cohort with the ids of its leads. The others of the cohort keep their approval: their messages
 * are as they were. It changes together with the drafts, so that of two erasures in one cohort each finds the two in step.
 * With the content of the mission it only gets its next version: what is built of that now was not approved.
 */
async function boundAgain(
  { data, missions }: EraseItemDeps,
  before: StoredItem,
  after: Readonly<Record<string, unknown>>,
): Promise<ItemChange[]> {
  const [, workspace, missionId, kind] = APPROVED.exec(`${before.pk} ${before.sk}`) ?? [];
  if (workspace === undefined || missionId === undefined) return [];
  const mission = await missions.get(workspace, missionId);
  const approvalId = mission && 'approvalId' in mission ? mission.approvalId : undefined;
  if (typeof approvalId !== 'string') return [];
  const approval = await data.get('records', { pk: `W#${workspace}#APPROVALS`, sk: approvalId });
  if (!approval) return [];
  if (kind === 'CONTENT') return [{ before: approval, after: approval }];
  const binding = bindingSchema.safeParse(approval).data;
  const [was, is] = [draftsSchema.parse(before), draftsSchema.parse(after)];
  if (binding?.cohorts[was.cohort] !== draftsDigest(was)) return [];
  const cohorts = { ...binding.cohorts, [was.cohort]: draftsDigest(is) };
  return [{ before: approval, after: { ...approval, cohorts, digest: approvalDigest(cohorts) } }];
}
