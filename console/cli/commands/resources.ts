import * as z from 'zod';
import { type ResourcesView, resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderTable } from '../terminal/table.ts';

type Holders = ResourcesView['crews'][number]['holders'];

const names = (holders: Holders): string => holders.map(({ holder }) => holder).join(', ') || '-';

export const resources = defineCommand({
  name: 'resources',
  summary: 'Crews, domains, quotas and provider limits: who holds them, and who waits for what',
  examples: ['rex resources', 'rex resources --json'],
  input: z.strictObject({}),
  async run(context) {
    const answer = await call(await connect(context), resourceRoutes.listResources, {});
    const sections = [
      renderTable(answer.crews, [
        { title: 'Crew', cell: ({ id }) => id },
        {
          title: 'Busy',
          cell: ({ holders, capacity }) => `${holders.length} of ${capacity}`,
          align: 'right',
        },
        { title: 'With', cell: ({ holders }) => names(holders) },
      ]),
      renderTable(answer.domains, [
        { title: 'Domain', cell: ({ domain }) => domain },
        { title: 'Tier', cell: ({ tier }) => tier },
        {
          title: 'Sent today',
          cell: ({ sentToday, dailyCap }) => `${sentToday} of ${dailyCap}`,
          align: 'right',
        },
        { title: 'In the way', cell: ({ obstacle }) => obstacle ?? '-' },
        { title: 'With', cell: ({ holders }) => names(holders) },
      ]),
      renderTable(answer.quotas, [
        { title: 'Quota', cell: ({ provider }) => provider },
        { title: 'Busy', cell: ({ holders, slots }) => `${holders.length} of ${slots}`, align: 'right' },
        { title: 'With', cell: ({ holders }) => names(holders) },
      ]),
      renderTable(answer.providers, [
        { title: 'Provider', cell: ({ provider }) => provider },
        { title: 'Calls left', cell: ({ left, burst }) => `${left} of ${burst}`, align: 'right' },
        { title: 'A minute', cell: ({ perMinute }) => perMinute, align: 'right' },
      ]),
      answer.waiting.length === 0
        ? 'No mission waits.'
        : renderTable(answer.waiting, [
            { title: 'Waits', cell: ({ missionId }) => missionId },
            { title: 'Priority', cell: ({ priority }) => priority, align: 'right' },
            { title: 'For', cell: ({ waitingFor }) => waitingFor ?? 'its turn', maxWidth: 90 },
          ]),
    ];
    return { json: answer, text: sections.join('\n\n') };
  },
});
