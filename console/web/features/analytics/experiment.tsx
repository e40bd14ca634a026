import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { abResultSchema, incrementalSchema } from '../../../../shared/missions/contract/mission.ts';
import { missionRoutes } from '../../../../shared/missions/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { count, percent } from '../../format/numbers.ts';
import { State } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';

type AbResult = z.output<typeof abResultSchema>;
type Incremental = z.output<typeof incrementalSchema>;
type Variant = AbResult['variants'][number];

const columns: readonly Column<Variant>[] = [
  { header: 'Variant', width: '5rem', cell: ({ variant }) => variant },
  { header: 'Leads', align: 'end', cell: ({ leads }) => count(leads) },
  { header: 'Sent', align: 'end', wide: true, cell: ({ sent }) => count(sent) },
  { header: 'Delivered', align: 'end', wide: true, cell: ({ delivered }) => percent(delivered.rate) },
  { header: 'Opened', align: 'end', cell: ({ opened }) => percent(opened.rate) },
  { header: 'Clicked', align: 'end', wide: true, cell: ({ clicked }) => percent(clicked.rate) },
  { header: 'Replied', align: 'end', cell: ({ replied }) => percent(replied.rate) },
  { header: 'Booked', align: 'end', wide: true, cell: ({ booked }) => percent(booked.rate) },
];

/** What the experiment of one mission says so far. */
export function Experiment({ mission: id }: { readonly mission: string }) {
  const mission = useApi(missionRoutes.getMission, { params: { id } });
  return (
    <Card
      title={
        <Link to="/missions/$id" params={{ id } as never}>
          {mission.data?.name ?? 'Mission'}
        </Link>
      }
      actions={mission.data === undefined ? undefined : <State of={mission.data.state} />}
      flush
    >
      <Loaded query={mission}>
        {({ report }) =>
          report === null ? (
            <p className="quiet" style={{ padding: 'var(--space-4)' }}>
              No report yet.
            </p>
          ) : (
            <>
              {report.ab === null ? null : (
                <Table
                  label={`Variants of ${mission.data?.name ?? id}`}
                  columns={columns}
                  rows={report.ab.variants}
                  keyOf={({ variant }) => variant}
                />
              )}
              <div style={{ padding: 'var(--space-4)' }}>
                <Facts of={[...abFacts(report.ab), ...incrementalFacts(report.incremental)]} />
              </div>
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

const points = (value: number): string => `${value > 0 ? '+' : ''}${percent(value)}`;
const range = (interval: { readonly low: number; readonly high: number } | null): string =>
  interval === null ? '' : `, 95% interval ${points(interval.low)} to ${points(interval.high)}`;

const abFacts = (ab: AbResult | null) =>
  ab === null
    ? ([['A/B test', 'Only one variant was sent']] as const)
    : ([
        ['A/B test', ab.verdict],
        [
          'Replies, B minus A',
          ab.difference === null ? null : points(ab.difference) + range(ab.confidenceSequence95),
        ],
      ] as const);

const incrementalFacts = (incremental: Incremental | null) =>
  incremental === null
    ? ([['Against the holdout', 'Nothing to compare yet']] as const)
    : ([
        ['Against the holdout', incremental.sentence],
        ['Lift', incremental.lift === null ? null : points(incremental.lift) + range(incremental.lift95)],
      ] as const);
