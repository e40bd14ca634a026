import * as z from 'zod';
import { channelSchema } from '../../channels/contract/channels.ts';
import { leadIdSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { HOLD_REASONS, REPLY_DECISIONS, replyIdSchema } from '../../leads/contract/hold.ts';
import { CLASS_CERTAINTIES, REPLY_CLASSES } from '../../mail/contract/reply-class.ts';

export const replyEvents = events({
  'lead.held': {
    version: 1,
    channel: 'system',
    aggregate: 'LEAD',
    summary:
      'A lead is held: something came in that a person has to read, and nothing automated goes to its author until then. The event does not contain the text.',
    data: z.object({
      reason: z.enum(HOLD_REASONS),
      channel: channelSchema,
      reply: replyIdSchema,
      missionId: z.string().nullable(),
      class: z
        .enum(REPLY_CLASSES)
        .nullable()
        .describe('What the author wants; null when nothing has read for it'),
      certainty: z.enum(CLASS_CERTAINTIES).nullable(),
    }),
    example: {
      reason: 'reply',
      channel: 'email',
      reply: 'r_0123456789abcdefghjk_o3vrnil0e2ic28trm7dfhrc2v0cnbeccl4nbp0g1',
      missionId: 'm_01jd8w5gk3q4v6x8z0a2c4e6g8',
      class: 'interested',
      certainty: 'certain',
    },
  },
  'reply.class-corrected': {
    version: 1,
    channel: 'system',
    aggregate: 'REPLY',
    summary: 'A person corrected the class of a reply. The same words are of this class from then on.',
    data: z.object({
      leadId: leadIdSchema,
      class: z.enum(REPLY_CLASSES),
      was: z.string().nullable(),
    }),
    example: { leadId: 'l_0123456789abcdefghjk', class: 'interested', was: 'unclear' },
  },
  'reply.decided': {
    version: 1,
    channel: 'system',
    aggregate: 'LEAD',
    summary: 'A person decided about a reply, and with it about earlier replies of the same person.',
    data: z.object({
      reply: replyIdSchema,
      decision: z.enum(REPLY_DECISIONS),
      until: z.iso.date().nullable(),
      note: z.string().nullable(),
      settled: z.number().int(),
      missionId: z.string().nullable(),
    }),
    example: {
      reply: 'r_0123456789abcdefghjk_o3vrnil0e2ic28trm7dfhrc2v0cnbeccl4nbp0g1',
      decision: 'release',
      until: null,
      note: 'Asked for prices; called back.',
      settled: 1,
      missionId: 'm_01jd8w5gk3q4v6x8z0a2c4e6g8',
    },
  },
});
