import { keepPreviousData } from '@tanstack/react-query';
import * as z from 'zod';
import { analyticsRoutes } from '../../../../shared/analytics/contract/routes.ts';
import type { AnalyticsView } from '../../../../shared/analytics/contract/view.ts';
import { useApi } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Filter, Filters } from '../../ui/filters.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Time } from '../../ui/time.tsx';
import { Anomalies } from './anomalies.tsx';
import { Benchmarks } from './benchmarks.tsx';
import { Counts } from './counts.tsx';
import { Experiments } from './experiments.tsx';
import { History } from './history.tsx';
import { Rates } from './rates.tsx';
import { Trends } from './trends.tsx';

const TABS = ['now', 'history', 'usual', 'experiments'] as const;
type Tab = (typeof TABS)[number];
/** A day says little of a mission that takes weeks. */
const DAYS = 7;
const addressSchema = z.object({ tab: z.enum(TABS), days: z.coerce.number().int().min(1).max(30) });
const PERIODS = [
  ['1', 'Last 24 hours'],
  ['7', 'Last 7 days'],
  ['30', 'Last 30 days'],
] as const;

/** How it goes: now, over the last days, against what is usual here, and what the A/B tests say. */
export function Page() {
  const [{ tab = 'now', days = DAYS }, change] = useAddress(addressSchema);
  const request = { query: { days } };
  const analytics = useApi(analyticsRoutes.viewAnalytics, request, { placeholderData: keepPreviousData });
  return (
    <PageFrame
      title="Analytics"
      about={
        analytics.data === undefined ? undefined : (
          <>
            Counted <Time at={analytics.data.current.at} />
          </>
        )
      }
      actions={<CopyAs route={analyticsRoutes.viewAnalytics} request={request} command="rex analytics" />}
    >
      <Tabs
        label="Parts of the analytics"
        current={tab}
        tabs={[
          { id: 'now', label: 'Numbers' },
          { id: 'history', label: 'Course' },
          {
            id: 'usual',
            label: 'Benchmarks and anomalies',
            ...(analytics.data?.anomalies.length ? { count: analytics.data.anomalies.length } : {}),
          },
          { id: 'experiments', label: 'Experiments' },
        ]}
      />
      {tab === 'now' || tab === 'history' ? (
        <Filters>
          <Filter
            label="Time"
            value={String(days)}
            options={PERIODS}
            hasAll={false}
            onChange={(value) => change({ days: Number(value) === DAYS ? undefined : Number(value) })}
          />
        </Filters>
      ) : null}
      {tab === 'experiments' ? (
        <Experiments />
      ) : (
        <Loaded query={analytics} lines={8}>
          {(view) => <Part of={view} tab={tab} />}
        </Loaded>
      )}
    </PageFrame>
  );
}

function Part({ of: view, tab }: { readonly of: AnalyticsView; readonly tab: Exclude<Tab, 'experiments'> }) {
  if (tab === 'history') return <History history={view.history} days={view.period.days} />;
  if (tab === 'usual') {
    return (
      <>
        <Anomalies anomalies={view.anomalies} comparedAt={view.comparedAt} />
        <Benchmarks of={view.benchmarks} />
      </>
    );
  }
  return (
    <>
      {view.anomalies.length === 0 ? null : (
        <Anomalies anomalies={view.anomalies} comparedAt={view.comparedAt} />
      )}
      <Rates of={view} />
      <div className="grid">
        <Trends of={view.trends} />
        <Counts of={view} />
      </div>
    </>
  );
}
