import type { AnalyticsView } from '../../../../shared/analytics/contract/view.ts';
import { count, percent } from '../../format/numbers.ts';
import { Stat, Stats } from '../../ui/stat.tsx';

/** The rates of the last 24 hours, and how busy Rex is. */
export function Rates({
  current: { rates, crews, last24h },
}: {
  readonly current: AnalyticsView['current'];
}) {
  return (
    <Stats>
      <Stat label="Sent in 24 hours" value={count(last24h.sent ?? 0)} unit="messages" />
      <Stat label="Opened" value={percent(rates.openRate)} note="of those delivered" />
      <Stat label="Replied" value={percent(rates.replyRate)} />
      <Stat label="Bounced" value={percent(rates.bounceRate)} />
      <Stat label="Complained" value={percent(rates.complaintRate)} />
      <Stat label="Missions that succeed" value={percent(rates.missionSuccessRate)} />
      <Stat label="Crews busy" value={count(crews.busy)} unit={`of ${count(crews.capacity)}`} />
    </Stats>
  );
}
