import * as z from 'zod';
import { count, usd } from '../../../format/numbers.ts';
import { labelOf } from '../../../schema-form/schema.ts';
import { Card } from '../../../ui/card.tsx';
import { Loaded, Notice } from '../../../ui/notice.tsx';
import { Page as PageFrame } from '../../../ui/page.tsx';
import { Stat, Stats } from '../../../ui/stat.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { useLocal } from '../local-api.ts';

const usageSchema = z.object({
  lines: z.array(
    z.object({
      service: z.string(),
      what: z.string(),
      units: z.number(),
      unitUsd: z.number(),
      usd: z.number(),
      apart: z.string().optional(),
    }),
  ),
  sesUsd: z.number(),
  otherUsd: z.number(),
});
type Line = z.output<typeof usageSchema>['lines'][number];

/** Fractions of a cent add up: they are shown to the tenth of a thousandth. */
const exactUsd = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 4,
});
const MILLION = 1_000_000;

const columns: readonly Column<Line>[] = [
  { header: 'Service', width: '1fr', cell: ({ service }) => service },
  { header: 'Counted', width: '1.2fr', cell: ({ what }) => labelOf(what) },
  { header: 'Units', width: '7rem', align: 'end', cell: ({ units }) => count(units) },
  {
    header: 'Price of a million',
    width: '9rem',
    align: 'end',
    wide: true,
    cell: ({ unitUsd }) => usd(unitUsd * MILLION),
  },
  { header: 'Cost', width: '7rem', align: 'end', cell: ({ usd: cost }) => exactUsd.format(cost) },
];
const apartColumns: readonly Column<Line>[] = [
  ...columns,
  { header: 'Why it is apart', width: '2fr', wide: true, cell: ({ apart }) => apart },
];

/** What AWS would bill for what this machine has done, by the prices of us-east-1 and without free tiers. */
export function Page() {
  const usage = useLocal('/_local/usage', usageSchema);
  return (
    <PageFrame
      title="AWS bill"
      about="What AWS would bill for all that this Rex has done since its folder was made: prices of us-east-1, without free tiers."
    >
      <Loaded query={usage}>
        {({ lines, sesUsd, otherUsd }) => {
          const sorted = lines.toSorted((a, b) => b.usd - a.usd);
          const sent =
            lines.find(({ service, what }) => service === 'SES' && what === 'messages')?.units ?? 0;
          return (
            <>
              <Card title="All together">
                <Stats>
                  <Stat label="Total" value={exactUsd.format(sesUsd + otherUsd)} />
                  <Stat label="Sending mail (SES)" value={exactUsd.format(sesUsd)} />
                  <Stat label="Everything else" value={exactUsd.format(otherUsd)} />
                  <Stat label="Mails sent" value={count(sent)} />
                  {sent === 0 ? null : (
                    <Stat label="A thousand mails" value={usd(((sesUsd + otherUsd) / sent) * 1000)} />
                  )}
                </Stats>
              </Card>
              <Card title="By what is billed" flush>
                <Table
                  label="What AWS would bill"
                  columns={columns}
                  rows={sorted.filter(({ apart }) => apart === undefined)}
                  keyOf={({ service, what }) => `${service}.${what}`}
                />
              </Card>
              <Card title="Fixed costs, not in the total" flush>
                <Table
                  label="Fixed costs"
                  columns={apartColumns}
                  rows={sorted.filter(({ apart }) => apart !== undefined)}
                  keyOf={({ service, what }) => `${service}.${what}`}
                />
              </Card>
              <Notice>
                <p>
                  Not counted: storage, logs, alarms, CloudFront, keys and secrets. They cost little, and most
                  of them by the month.
                </p>
              </Notice>
            </>
          );
        }}
      </Loaded>
    </PageFrame>
  );
}
