import * as z from 'zod';
import {
  instantSchema,
  leadIdSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { RexError } from '../../kernel/errors.ts';
import { newEvent, REX, type RexEvent } from '../../kernel/events.ts';
import { shortHash } from '../../kernel/ids.ts';
import { TASK_STATES, taskIdSchema } from '../contract/channels.ts';
import { channelEvents } from '../contract/events.ts';

/** A step that a person does: Rex writes the text and names the profile, and does nothing on LinkedIn itself. */
export const taskSchema = z.object({
  workspace: workspaceIdSchema,
  id: taskIdSchema,
  version: z.number().int().min(1),
  state: refuseUnknown(z.enum(TASK_STATES)),
  channel: z.literal('linkedin'),
  missionId: missionIdSchema,
  cohort: z.string(),
  leadId: leadIdSchema,
  step: z.number().int(),
  profileUrl: z.string(),
  text: z.string(),
  createdAt: instantSchema,
  /** The task is skipped then; see `channels.linkedin.openDays`. */
  openUntil: instantSchema,
  settledAt: instantSchema.optional(),
  settledBy: z.string().optional(),
});
export type Task = z.infer<typeof taskSchema>;

type TaskOf = Pick<Task, 'workspace' | 'missionId' | 'leadId' | 'step'>;

/** Derived from the message, so that one message has one task however often it is created. */
export const taskIdOf = ({ workspace, missionId, leadId, step }: TaskOf): string =>
  `t_${shortHash(`${workspace} ${missionId} ${leadId} ${step}`, 26)}`;

/** The event about a task as it is now. */
export const taskEvent = ({ settledAt, ...task }: Task, correlationId: string): RexEvent => {
  const { workspace, id, version, missionId, leadId, step, channel, createdAt, settledBy = 'rex' } = task;
  const actor = settledBy === 'rex' ? REX : ({ kind: 'user', id: settledBy } as const);
  return newEvent(
    channelEvents,
    task.state === 'open' ? 'task.opened' : task.state === 'done' ? 'task.done' : 'task.skipped',
    {
      about: id,
      sequence: version,
      workspace,
      correlationId,
      actor,
      data: { missionId, leadId, step, channel, by: settledBy },
    },
    new Date(settledAt ?? createdAt),
  );
};

/**
 * The task after it is done or skipped. A repeat changes nothing. A skipped task may still be reported as done, because the
 * person has sent the message then.
 * @throws RexError CONFLICT for a task that was done and now should be skipped
 */
export function settleTask(task: Task, state: 'done' | 'skipped', by: string, now: Date): Task {
  if (task.state === state) return task;
  if (task.state === 'done')
    throw new RexError('CONFLICT', 'This task was done already; it cannot be skipped.');
  return { ...task, state, settledAt: now.toISOString(), settledBy: by };
}
