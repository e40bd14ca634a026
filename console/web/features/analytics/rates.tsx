import type { AnalyticsView } from '../../../../shared/analytics/contract/view.ts';
import { count, percent } from '../../format/numbers.ts';
import { Stat, Stats } from '../../ui/stat.tsx';
import { periodName } from './metrics.ts';

/** The rates of the last days, and how busy Rex is. */
export function Rates({
  of: {
    current: { crews },
    period: { days, counts, rates },
  },
}: {
  readonly of: AnalyticsView;
}) {
  return (
    <Stats>
      <Stat
        label={`Sent, ${periodName(days).toLowerCase()}`}
        value={count(counts.sent ?? 0)}
        unit={counts.sent === 1 ? 'message' : 'messages'}
      />
      <Stat label="Opened" value={percent(rates.openRate)} note="of those delivered" />
      <Stat label="Replied" value={percent(rates.replyRate)} note="of those delivered" />
      <Stat label="Bounced" value={percent(rates.bounceRate)} note="of those sent" />
      <Stat label="Complained" value={percent(rates.complaintRate)} />
      <Stat label="Missions that succeed" value={percent(rates.missionSuccessRate)} />
      <Stat label="Crews busy" value={count(crews.busy)} unit={`of ${count(crews.capacity)}`} />
    </Stats>
  );
}
