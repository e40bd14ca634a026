import * as z from 'zod';
import { RexError } from '../../kernel/errors.ts';
import { REX } from '../../kernel/events.ts';
import { type CancelTaskDeps, cancelTask } from '../../tasks/app/change-task.ts';
import type { Person } from '../domain/erasure.ts';
import type { StoredItem } from './ports/person-data.ts';

const TASKS = /^W#([^#]+)#TASKS$/;

/** What is read here of a task that goes on by itself, or waits for a person. */
const openSchema = z.object({
  status: z.enum(['new', 'awaiting_approval', 'escalated']),
  payload: z.record(z.string(), z.unknown()),
});

/**
 * Cancels a task that is for the person alone, such as a letter to them: nothing is left of what it was to do, so nobody
 * should be asked about it. What is being done, or may have taken effect, is settled as ever. Again is fine.
 */
export async function endTask(deps: CancelTaskDeps, item: StoredItem, person: Person): Promise<void> {
  const [, workspace] = TASKS.exec(item.pk) ?? [];
  const task = openSchema.safeParse(item).data;
  if (workspace === undefined || !task || !isFor(person, task.payload)) return;
  try {
    const cause = { actor: REX, correlationId: item.sk };
    await cancelTask(deps, { workspace, id: item.sk }, 'The person whom it was for was erased.', cause);
  } catch (error) {
    // Somebody has gone on with it, or it cannot be read: the erasure goes on.
    if (!(error instanceof RexError && LEFT.has(error.code))) throw error;
  }
}

const LEFT: ReadonlySet<string> = new Set(['CONFLICT', 'NOT_FOUND', 'RECORD_INVALID']);

const isFor = ({ leadId, pseudonym }: Person, payload: Readonly<Record<string, unknown>>): boolean =>
  Object.values(payload).some((value) => value === leadId || value === pseudonym);
