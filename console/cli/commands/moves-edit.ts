import * as z from 'zod';
import { editMoveBodySchema } from '../../../shared/campaigns/contract/move.ts';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { refusedBody } from '../cli-error.ts';
import { defineCommand, value, values } from '../command.ts';
import { connect } from '../context.ts';
import { moveField } from '../id-fields.ts';
import { ofVersion } from '../version-header.ts';

const text = (placeholder: string, help: string) => value(placeholder, z.string().optional(), help);

export const movesEdit = defineCommand({
  name: 'moves edit',
  summary: 'Change a move that has not begun; what is left out stays',
  examples: ['rex moves edit mv_01jd8w5gk3q4v6x8z0a2c4e6g8 --due 2027-03-20T17:00:00Z --owner ann'],
  positionals: ['move'],
  input: z.strictObject({
    move: moveField,
    title: text('TEXT', 'Another title'),
    after: values('MOVE', z.array(z.string()).optional(), 'Moves that have to be done before: all of them'),
    from: text('INSTANT', 'It does not begin before'),
    due: text('INSTANT', 'When it should be done'),
    owner: text('NAME', 'Who answers for it'),
  }),
  async run(context, { move: id, title, after, from, due, owner }) {
    const body = editMoveBodySchema.safeParse({ title, dependsOn: after, startsAt: from, dueAt: due, owner });
    if (!body.success) throw refusedBody(body.error.issues);
    const connection = await connect(context);
    const known = await call(connection, campaignRoutes.getMove, { params: { id } });
    const edited = await call(connection, campaignRoutes.editMove, {
      params: { id },
      body: body.data,
      headers: ofVersion(known),
    });
    return { json: edited, text: `${edited.title} is changed.` };
  },
});
