import * as z from 'zod';
import { linkName } from '../../../engagement/domain/link-name.ts';
import { signsOf } from '../../../engagement/domain/signs.ts';
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
    return [{ ...parsed.data, ...seenIn(each) }];
  });
}

/** Who may have opened or clicked, as SendGrid tells it. */
const requestSchema = z.object({
  event: z.enum(['open', 'click']),
  useragent: z.string().nullish(),
  ip: z.string().nullish(),
  url: z.string().nullish(),
  sg_machine_open: z.boolean().nullish(),
});

/** Agent, address and link stay here: only what they say goes on. */
function seenIn(event: unknown): Pick<SendgridEvent, 'signs' | 'link'> {
  const { data } = requestSchema.safeParse(event);
  if (!data) return {};
  const { useragent, ip, url, sg_machine_open } = data;
  const signs = signsOf({
    userAgent: useragent ?? '',
    ip: ip ?? undefined,
    flagged: sg_machine_open === true,
  });
  const link = linkName(url ?? undefined);
  return { signs, ...(link === undefined ? {} : { link }) };
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
