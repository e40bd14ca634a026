import * as z from 'zod';
import { REPLY_CLASSES } from '../../../shared/mail/contract/reply-class.ts';
import { replyRoutes } from '../../../shared/replies/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { replyField } from '../id-fields.ts';
import { oneLine } from '../terminal/table.ts';

export const inboxClass = defineCommand({
  name: 'inbox class',
  summary: 'Correct how a message of a person was classed',
  details:
    'From then on the same words are of this class in your workspace. It changes nothing of who is held or suppressed:\n' +
    'for that use "rex replies decide".',
  examples: ['rex inbox class r_0123456789abcdefghjk_o3vrnil0e2ic28trm7dfhrc2v0cnbeccl4nbp0g1 interested'],
  positionals: ['message', 'class'],
  input: z.strictObject({
    message: replyField,
    class: value('CLASS', z.enum(REPLY_CLASSES), `One of ${REPLY_CLASSES.join(', ')}`),
  }),
  async run(context, { message: id, class: corrected }) {
    const json = await call(await connect(context), replyRoutes.correctReplyClass, {
      params: { id },
      body: { class: corrected },
    });
    return { json, text: oneLine(`${json.id} is of the class ${json.reading?.class}.`) };
  },
});
