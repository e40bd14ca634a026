import * as z from 'zod';
import { analyticsRoutes } from '../../../../shared/analytics/contract/routes.ts';
import type { AnalyticsView } from '../../../../shared/analytics/contract/view.ts';
import { useApi } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { CopyAs } from '../../ui/copy-as.tsx';
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
const addressSchema = z.object({ tab: z.enum(TABS) });

/** How it goes: now, over the last day, against what is usual here, and what the A/B tests say. */
export function Page() {
  const [{ tab = 'now' }] = useAddress(addressSchema);
  const analytics = useApi(analyticsRoutes.viewAnalytics, {});
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
      actions={<CopyAs route={analyticsRoutes.viewAnalytics} request={{}} command="rex analytics" />}
    >
      <Tabs
        label="Parts of the analytics"
        current={tab}
        tabs={[
          { id: 'now', label: 'Now' },
          { id: 'history', label: 'Last 24 hours' },
          {
            id: 'usual',
            label: 'Benchmarks and anomalies',
            ...(analytics.data?.anomalies.length ? { count: analytics.data.anomalies.length } : {}),
          },
          { id: 'experiments', label: 'Experiments' },
        ]}
      />
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
  if (tab === 'history') return <History history={view.history} />;
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
      <Rates current={view.current} />
      <div className="grid">
        <Trends of={view.trends} />
        <Counts current={view.current} />
      </div>
    </>
  );
}
