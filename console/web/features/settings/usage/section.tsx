import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import * as z from 'zod';
import { enrichmentRoutes } from '../../../../../shared/enrichment/contract/routes.ts';
import { llmRoutes } from '../../../../../shared/llm/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { useAddress } from '../../../app/address.ts';
import { useNow } from '../../../app/clock.tsx';
import { count, percent, usd } from '../../../format/numbers.ts';
import { Badge, wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { Field, Input } from '../../../ui/field.tsx';
import { Empty, Loaded } from '../../../ui/notice.tsx';
import { Stat, Stats } from '../../../ui/stat.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import styles from '../settings.module.css';

const addressSchema = z.object({ day: z.iso.date() });
type Purpose = z.output<typeof llmRoutes.llmUsage.success.schema>['purposes'][number];
type Source = z.output<typeof enrichmentRoutes.enrichmentUsage.success.schema>['sources'][number];

const purposeColumns: readonly Column<Purpose>[] = [
  { header: 'For', width: '2fr', cell: ({ purpose }) => wordsOf(purpose) },
  { header: 'Calls', width: '4.5rem', align: 'end', cell: ({ calls }) => count(calls) },
  {
    header: 'From cache',
    width: '6rem',
    align: 'end',
    wide: true,
    cell: ({ remembered }) => count(remembered),
  },
  { header: 'Failed', width: '4.5rem', align: 'end', cell: ({ failed }) => count(failed) },
  {
    header: 'Tokens in / out',
    width: '9rem',
    align: 'end',
    wide: true,
    cell: ({ inputTokens, outputTokens }) => `${count(inputTokens)} / ${count(outputTokens)}`,
  },
  { header: 'Cost', width: '5.5rem', align: 'end', cell: ({ costUsd }) => usd(costUsd) },
];
const sourceColumns: readonly Column<Source>[] = [
  { header: 'Source', width: '2fr', cell: ({ source }) => wordsOf(source) },
  {
    header: 'Key',
    width: '7rem',
    cell: ({ ready }) => (ready ? <Badge tone="good">There</Badge> : <Badge tone="warn">No key</Badge>),
  },
  { header: 'Calls', width: '4.5rem', align: 'end', cell: ({ calls }) => count(calls) },
  { header: 'Found', width: '4.5rem', align: 'end', wide: true, cell: ({ found }) => count(found) },
  { header: 'Nothing', width: '5rem', align: 'end', wide: true, cell: ({ nothing }) => count(nothing) },
  { header: 'Failed', width: '4.5rem', align: 'end', wide: true, cell: ({ failed }) => count(failed) },
  { header: 'Cost', width: '5.5rem', align: 'end', cell: ({ costUsd }) => usd(costUsd) },
];

/** What was asked of providers on a day, what it cost, and what is left. */
export function Usage() {
  const [{ day }, change] = useAddress(addressSchema);
  const today = new Date(useNow()).toISOString().slice(0, 10);
  const query = day === undefined ? {} : { day };
  const llm = useApi(llmRoutes.llmUsage, { query });
  const enrichment = useApi(enrichmentRoutes.enrichmentUsage, { query });
  return (
    <>
      <div className={styles.short}>
        <Field label="Day (UTC)">
          {(control) => (
            <Input
              {...control}
              type="date"
              max={today}
              value={day ?? today}
              onChange={({ target }) => change({ day: target.value === '' ? undefined : target.value })}
            />
          )}
        </Field>
      </div>
      <Card
        title="Language model"
        flush
        actions={<CopyAs route={llmRoutes.llmUsage} request={{ query }} command="rex llm usage" />}
      >
        <Loaded query={llm}>
          {({ spentUsd, leftUsd, cacheHitRate, purposes }) => (
            <>
              <Spent spentUsd={spentUsd} leftUsd={leftUsd}>
                <Stat label="Answers from the cache" value={percent(cacheHitRate)} />
              </Spent>
              {purposes.length === 0 ? (
                <Empty title="No call on this day">
                  <p>
                    Rex writes its messages from templates unless a model is connected. What a model may cost
                    is in{' '}
                    <Link to="/settings" search={{ section: 'llm' } as never}>
                      Language model
                    </Link>
                    .
                  </p>
                </Empty>
              ) : (
                <Table
                  label="Calls to the language model"
                  columns={purposeColumns}
                  rows={purposes}
                  keyOf={({ purpose }) => purpose}
                />
              )}
            </>
          )}
        </Loaded>
      </Card>
      <Card
        title="Enrichment"
        flush
        actions={
          <CopyAs
            route={enrichmentRoutes.enrichmentUsage}
            request={{ query }}
            command="rex enrichment usage"
          />
        }
      >
        <Loaded query={enrichment}>
          {({ spentUsd, leftUsd, sources }) => (
            <>
              <Spent spentUsd={spentUsd} leftUsd={leftUsd} />
              <Table label="Sources" columns={sourceColumns} rows={sources} keyOf={({ source }) => source} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function Spent(props: {
  readonly spentUsd: number;
  readonly leftUsd: number;
  readonly children?: ReactNode;
}) {
  const { spentUsd, leftUsd, children } = props;
  return (
    <div className={styles.pad}>
      <Stats>
        <Stat label="Spent" value={usd(spentUsd)} />
        <Stat label="Left of the day's budget" value={usd(leftUsd)} />
        {children}
      </Stats>
    </div>
  );
}
