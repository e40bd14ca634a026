import * as z from 'zod';
import { missionStateSchema, missionTypeSchema } from '../../../shared/missions/contract/mission.ts';
import { missionRoutes } from '../../../shared/missions/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { moment } from '../terminal/moment.ts';
import { renderTable } from '../terminal/table.ts';

export const missionsList = defineCommand({
  name: 'missions list',
  summary: 'Missions, newest first',
  examples: [
    'rex missions list',
    'rex missions list --state EXECUTING',
    'rex missions list --json | jq .missions',
  ],
  input: z.strictObject({
    state: value('STATE', missionStateSchema.optional(), 'Only missions in this state, such as COMPLETED'),
    type: value('TYPE', missionTypeSchema.optional(), 'Only missions of this type'),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, query) {
    const page = await call(await connect(context), missionRoutes.listMissions, { query });
    const table = renderTable(page.missions, [
      { title: 'Mission', cell: ({ id }) => id },
      { title: 'Name', cell: ({ name }) => name, maxWidth: 32 },
      { title: 'State', cell: ({ state }) => state },
      { title: 'Done', cell: ({ progress }) => `${progress} %`, align: 'right' },
      { title: 'Waits for', cell: ({ waitingFor }) => waitingFor, maxWidth: 40 },
      { title: 'Created', cell: ({ createdAt }) => moment(createdAt) },
    ]);
    const none =
      page.cursor === null
        ? 'No missions. "rex missions create" makes one, "rex demo" shows how.'
        : 'None among the newest.';
    const text = page.missions.length === 0 ? none : table;
    return { json: page, text: text + moreHint(page.cursor) };
  },
});
