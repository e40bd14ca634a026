import * as z from 'zod';
import { systemRoutes } from '../../../shared/operations/contract/system-routes.ts';
import { NO_SYSTEM_SENDER } from '../../../shared/sending/contract/system-mail.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect, requireLocalRex } from '../context.ts';
import { formatDuration } from '../duration.ts';
import { callsOutText } from '../local/local-info.ts';
import { renderFacts, renderTable } from '../terminal/table.ts';

export const status = defineCommand({
  name: 'status',
  summary: 'Missions by state, crews, sending domains, and whether Rex is paused',
  examples: ['rex status', 'rex status --json'],
  input: z.strictObject({}),
  async run(context) {
    const local = context.settings.remote ? undefined : await requireLocalRex(context);
    const connection = local?.connection ?? (await connect(context));
    const answer = await call(connection, systemRoutes.status, {});
    const { missions, resources, autonomy } = answer;
    const mode = autonomy.paused ? 'paused' : autonomy.dryRun ? 'dry run' : 'working';
    const sections = [
      renderFacts([
        ['API', connection.url],
        ...(local ? [['Calls out to', callsOutText(local.info)] as const] : []),
        ['Workspace', answer.workspace],
        ['Version', answer.version],
        ['Up', formatDuration(answer.uptimeSeconds * 1000)],
        ['Mode', mode],
        [
          'Mail to members',
          answer.systemMailFrom ? `from ${answer.systemMailFrom}` : `none. ${NO_SYSTEM_SENDER}`,
        ],
        [
          'Missions',
          Object.entries(missions)
            .map(([state, count]) => `${count} ${state}`)
            .join(', ') || 'none',
        ],
      ]),
      resources.crews.length > 0 &&
        renderTable(resources.crews, [
          { title: 'Crew', cell: ({ id }) => id },
          { title: 'Busy', cell: ({ busy, capacity }) => `${busy} of ${capacity}`, align: 'right' },
        ]),
      resources.quotas.length > 0 &&
        renderTable(resources.quotas, [
          { title: 'Quota', cell: ({ provider }) => provider },
          { title: 'Busy', cell: ({ busy, capacity }) => `${busy} of ${capacity}`, align: 'right' },
        ]),
      resources.domains.length > 0 &&
        renderTable(resources.domains, [
          { title: 'Domain', cell: ({ domain }) => domain },
          { title: 'Tier', cell: ({ tier }) => tier },
          { title: 'Health', cell: ({ health, reputation }) => `${health} (${reputation.toFixed(2)})` },
          {
            title: 'Sent today',
            cell: ({ sentToday, dailyCap }) => `${sentToday} of ${dailyCap}`,
            align: 'right',
          },
        ]),
    ];
    return {
      json: local ? { ...answer, callsOut: local.info.callsOut ?? [] } : answer,
      text: sections.filter(Boolean).join('\n\n'),
    };
  },
});
