import { complaintOf } from '../../kernel/contract/complaint.ts';
import { RexError } from '../../kernel/errors.ts';
import type { TaskType, TaskTypes } from '../contract/task-type.ts';

/** @throws RexError VALIDATION_FAILED, which names the types that there are */
export function typeOf(types: TaskTypes, type: string): TaskType {
  const known = types.get(type);
  if (known) return known;
  const message = `is none of ${[...types.keys()].join(', ')}`;
  throw new RexError('VALIDATION_FAILED', 'There is no such type of task.', {
    fields: [{ path: 'body.type', message }],
  });
}

/** The payload as its type reads it. @throws RexError VALIDATION_FAILED, which names the fields */
export function checkPayload({ type, payload: schema }: TaskType, payload: unknown): unknown {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  throw new RexError('VALIDATION_FAILED', `The payload is not one of a task of type ${type}.`, {
    fields: parsed.error.issues.map((issue) => ({
      path: ['body', 'payload', ...issue.path].join('.'),
      message: complaintOf(issue),
    })),
  });
}
