import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { domainField } from '../domain-field.ts';
import { renderTable } from '../terminal/table.ts';

const percent = (rate: number): string => `${(rate * 100).toFixed(2)} %`;

export const domainsShow = defineCommand({
  name: 'domains show',
  summary: 'What the reputation of a domain consists of by mailbox provider, its warmup and its inboxes',
  examples: ['rex domains show mail.acme.example'],
  positionals: ['domain'],
  input: z.strictObject({ domain: domainField }),
  async run(context, { domain: id }) {
    const domain = await call(await connect(context), resourceRoutes.showDomain, { params: { id } });
    const rows = [{ provider: 'all', ...domain.all }, ...domain.providers];
    const part = (signal: string) => ({
      title: signal,
      align: 'right' as const,
      cell: ({ parts }: (typeof rows)[number]) => {
        const found = parts.find((each) => each.signal === signal);
        return found ? `${found.count} (${percent(found.rate)}: ${found.effect.toFixed(3)})` : '';
      },
    });
    const table = renderTable(rows, [
      { title: 'Provider', cell: ({ provider }) => provider },
      { title: 'Health', cell: ({ health, reputation }) => `${health} (${reputation.toFixed(2)})` },
      { title: 'sent', cell: ({ sent }) => sent, align: 'right' },
      ...['bounced', 'complained', 'deferred', 'opened', 'replied'].map(part),
    ]);
    const inboxes = renderTable(domain.inboxes, [
      { title: 'Inbox', cell: ({ name }) => name },
      { title: 'Status', cell: ({ status }) => status },
      {
        title: 'Sent today',
        cell: ({ sentToday, dailyCap }) => `${sentToday} of ${dailyCap}`,
        align: 'right',
      },
      { title: 'Billed for', cell: ({ billedFor }) => billedFor ?? '' },
    ]);
    const spent = ({ expected, most }: { expected: number; most: number }): string =>
      `${expected.toFixed(2)} of ${most.toFixed(2)}`;
    const risk = renderTable(domain.riskBudget, [
      { title: 'Provider', cell: ({ provider }) => provider },
      { title: 'bounces', cell: ({ bounces }) => spent(bounces), align: 'right' },
      { title: 'complaints', cell: ({ complaints }) => spent(complaints), align: 'right' },
    ]);
    const compared = ({ sendgrid, rex, difference }: { sendgrid: number; rex: number; difference: number }) =>
      `${sendgrid}, ${rex} (${difference})`;
    const days = renderTable(domain.sendgrid ?? [], [
      { title: 'Day', cell: ({ day }) => day },
      { title: 'sent', cell: ({ sent }) => sent, align: 'right' },
      { title: 'delivered', cell: ({ delivered }) => compared(delivered), align: 'right' },
      { title: 'bounced', cell: ({ bounced }) => compared(bounced), align: 'right' },
      { title: 'complained', cell: ({ complained }) => compared(complained), align: 'right' },
      { title: 'missing', cell: ({ missing }) => missing, align: 'right' },
      { title: 'State', cell: ({ state }) => state },
    ]);
    const lines = [
      `${domain.domain} (${domain.tier}) is ${domain.status}; its reputation is ${domain.reputation.toFixed(2)} (${domain.health}), and nothing is sent from it below ${domain.rotateBelow}.`,
      `Warmup: ${domain.warmup}, day ${domain.warmupDay}${domain.heldUntil === null ? '' : `, held until ${domain.heldUntil} at least`}. Sent today: ${domain.sentToday} of ${domain.dailyCap}. The days to come: ${domain.plannedCaps.join(', ')}.`,
      '',
      'The last seven days: number of e-mails (rate: what it does to the reputation)',
      table,
      '',
      "Today's risk: bounces and complaints that are expected of what was sent, of those that may be",
      risk,
      ...(domain.sendgrid?.length
        ? ['', 'The account at SendGrid: its own counts, those of its event webhook (difference)', days]
        : []),
      ...(domain.inboxes.length > 0 ? ['', inboxes] : []),
    ];
    return { json: domain, text: lines.join('\n') };
  },
});
