import * as z from 'zod';
import { REPLY_DECISIONS } from '../../../shared/leads/contract/hold.ts';
import { decideReplyBodySchema, replyRoutes } from '../../../shared/replies/contract/routes.ts';
import { call } from '../api-client.ts';
import { usageError } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { replyField } from '../id-fields.ts';
import { decisionText } from '../reply-text.ts';
import { oneLine } from '../terminal/table.ts';

export const repliesDecide = defineCommand({
  name: 'replies decide',
  summary: 'Decide how to go on with the author of a reply',
  details:
    'release   Rex may write again: waiting missions continue, and new ones may select this person. The mission that was\n' +
    '          answered stays ended for this person.\n' +
    'postpone  the same, but only from the day of --until on.\n' +
    'suppress  Rex never writes again, on any channel. This cannot be undone.\n' +
    'The decision also settles earlier replies of the same person; a later reply still waits.',
  examples: [
    'rex replies decide r_0123456789abcdefghjk_o3vrnil0e2ic28trm7dfhrc2v0cnbeccl4nbp0g1 release --note "Called back"',
    'rex replies decide r_0123456789abcdefghjk_o3vrnil0e2ic28trm7dfhrc2v0cnbeccl4nbp0g1 postpone --until 2027-03-01',
    'rex replies decide r_0123456789abcdefghjk_o3vrnil0e2ic28trm7dfhrc2v0cnbeccl4nbp0g1 suppress',
  ],
  positionals: ['reply', 'decision'],
  input: z.strictObject({
    reply: replyField,
    decision: value('DECISION', z.enum(REPLY_DECISIONS), `One of ${REPLY_DECISIONS.join(', ')}`),
    until: value('DAY', z.iso.date().optional(), 'With postpone: the day from which Rex may write again'),
    note: value('TEXT', z.string().max(500).optional(), 'Reason, which is kept with the decision'),
  }),
  async run(context, { reply: id, ...decision }) {
    const body = decideReplyBodySchema.safeParse(decision);
    if (!body.success) {
      const problem =
        decision.decision === 'postpone'
          ? 'postpone needs --until YYYY-MM-DD'
          : '--until goes with postpone only';
      throw usageError(`The decision is not complete: ${problem}.`);
    }
    const reply = await call(await connect(context), replyRoutes.decideReply, {
      params: { id },
      body: body.data,
    });
    return {
      json: reply,
      text: oneLine(`${reply.id} is decided: ${reply.decision ? decisionText(reply.decision) : ''}.`),
    };
  },
});
