import * as z from 'zod';
import { RexError } from '../../../kernel/errors.ts';
import { type SendgridEvent, sendgridEventSchema } from '../../contract/sendgrid-event.ts';

/** Events in one message of the queue: about 100 kB of the 256 that it takes. */
export const EVENTS_TOGETHER = 100;

const idSchema = z.object({ sg_event_id: z.string() });

/**
 * The events of a webhook that are about messages of ours. Mail that others send by the same account, events of the
 * account itself and messages of other workspaces are left out, and so is what came twice.
 * @throws RexError VALIDATION_FAILED when it is no list
 */
export function sendgridEvents(rawBody: Buffer, workspace: string): SendgridEvent[] {
  const seen = new Set<string>();
  return listOf(rawBody).flatMap((each) => {
    const parsed = sendgridEventSchema.safeParse(each);
    if (!parsed.success || parsed.data.workspace !== workspace) return [];
    const id = idSchema.safeParse(each);
    if (id.success && seen.has(id.data.sg_event_id)) return [];
    if (id.success) seen.add(id.data.sg_event_id);
    return [parsed.data];
  });
}

function listOf(rawBody: Buffer): readonly unknown[] {
  try {
    const body: unknown = JSON.parse(rawBody.toString('utf8'));
    if (Array.isArray(body)) return body;
  } catch {
    // Told below.
  }
  throw new RexError('VALIDATION_FAILED', 'The body is no list of events in JSON.', {
    fields: [{ path: 'body', message: 'must be a list of events in JSON' }],
  });
}
