import * as z from 'zod';
import { createMoveBodySchema } from '../../../shared/campaigns/contract/move.ts';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { refusedBody, usageError } from '../cli-error.ts';
import { defineCommand, value, values } from '../command.ts';
import { connect } from '../context.ts';
import { campaignField } from '../id-fields.ts';
import { readPayload } from '../task-payload.ts';

const text = (placeholder: string, help: string) => value(placeholder, z.string().optional(), help);

export const movesPlan = defineCommand({
  name: 'moves plan',
  summary: 'Plan a move of a campaign: a mission, a task, or something that a person does',
  details:
    'It begins when the campaign runs, it is due, and the moves that it depends on are done. Say one of --mission, --task and --person.\n' +
    '--payload is the JSON of the task ("rex tasks types" shows examples), or of the parameters of the mission.',
  examples: [
    'rex moves plan cm_01jd8w5gk3q4v6x8z0a2c4e6g8 --title "Look at the shop" --task seo.audit --payload page.json',
    'rex moves plan cm_01jd8w5gk3q4v6x8z0a2c4e6g8 --title "Write to them" --mission lead_reactivation --after mv_01jd8w5gk3q4v6x8z0a2c4e6g8',
    'rex moves plan cm_01jd8w5gk3q4v6x8z0a2c4e6g8 --title "Call the printer" --person "Ask for a price." --owner ann',
  ],
  positionals: ['campaign'],
  input: z.strictObject({
    campaign: campaignField,
    title: value('TEXT', z.string(), 'Title, for people'),
    mission: text('TYPE', 'A mission of this type, such as lead_reactivation'),
    task: text('TYPE', 'A task of this type, such as seo.audit'),
    person: text('TEXT', 'What a person is to do'),
    payload: text('FILE', 'JSON file of the payload or the parameters; - reads standard input'),
    after: values('MOVE', z.array(z.string()).default([]), 'A move that has to be done before'),
    description: text('TEXT', 'Description, for people'),
    from: text('INSTANT', 'It does not begin before'),
    due: text('INSTANT', 'When it should be done'),
    owner: text('NAME', 'Who answers for it'),
  }),
  async run(
    context,
    { campaign, title, mission, task, person, payload, after, description, from, due, owner },
  ) {
    const given = payload === undefined ? {} : await readPayload(payload);
    const ways = [
      ...(mission === undefined ? [] : [{ kind: 'mission', mission: { type: mission, params: given } }]),
      ...(task === undefined ? [] : [{ kind: 'task', task: { type: task, payload: given } }]),
      ...(person === undefined ? [] : [{ kind: 'person', instructions: person }]),
    ];
    if (ways.length !== 1) throw usageError('Say one of --mission, --task and --person.');
    const body = createMoveBodySchema.safeParse({
      campaign,
      title,
      description,
      dependsOn: after,
      startsAt: from,
      dueAt: due,
      owner,
      by: ways[0],
    });
    if (!body.success) throw refusedBody(body.error.issues);
    const move = await call(await connect(context), campaignRoutes.createMove, {
      body: body.data,
      headers: {},
    });
    return { json: move, text: move.id };
  },
});
