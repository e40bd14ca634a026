import { useMemo } from 'react';
import { useNow } from '../../app/clock.tsx';
import { count } from '../../format/numbers.ts';
import { Card } from '../../ui/card.tsx';
import { Chart } from '../../ui/chart.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Time } from '../../ui/time.tsx';
import { volumeOf } from './days.ts';
import type { Standing } from './resources.ts';
import { SetTier } from './set-tier.tsx';
import { warmupWait } from './warmup-wait.ts';

const ABOUT = {
  warming:
    'A new domain. It sends a little more after each day on which at least half of what was allowed went out; on a day without mail it stays where it is. Missions send from it within these volumes.',
  held: 'A new domain that does not grow now: too much of its mail was put off, bounced or complained about.',
  recovering: 'It comes back after a rest with half of its volume, and grows again as it sends.',
  warm: 'It may send its target every day.',
} as const;

/** What was sent in the last week, and the most that may be sent in the next two, if each day goes well. */
export function Warmup({ standing }: { readonly standing: Standing }) {
  const { warmup, warmupDay, plannedCaps, sentByDay, dailyCap } = standing;
  const today = new Date(useNow()).toISOString().slice(0, 10);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the numbers are the same while their text is
  const { times, sent, caps } = useMemo(
    () => volumeOf(today, sentByDay, plannedCaps),
    [today, plannedCaps.join(), JSON.stringify(sentByDay)],
  );
  const series = useMemo(
    () => [
      { label: 'Sent', values: sent },
      { label: 'At most', values: caps },
    ],
    [sent, caps],
  );
  return (
    <Card
      title={warmup === 'warm' ? 'Volume by day' : `Warmup, day ${count(warmupDay)}`}
      actions={<SetTier standing={standing} />}
    >
      <div className="stack">
        <p className="quiet">{ABOUT[warmup]}</p>
        {warmup === 'warm' ? null : (
          <p>
            Today it may send <strong>{count(dailyCap)}</strong>
            {plannedCaps[1] === undefined || plannedCaps[1] === dailyCap
              ? '.'
              : `; tomorrow ${count(plannedCaps[1])}, if today at least ${count(Math.ceil(dailyCap / 2))} go out.`}
          </p>
        )}
        <WarmupWaits standing={standing} />
        <Chart
          label="E-mails of the last seven days, and most of the next 14"
          times={times}
          series={series}
          format={count}
          height={180}
        />
      </div>
    </Card>
  );
}

/** What the warmup waits for, until when, and what a person may do meanwhile. */
function WarmupWaits({ standing }: { readonly standing: Standing }) {
  const wait = warmupWait(standing, useNow());
  if (wait === undefined) return null;
  return (
    <Notice tone="warn">
      <p>
        {wait.because === 'full'
          ? 'What the warmup allows today is sent. The other messages go on '
          : 'Dormant leads get nothing from it until its bad days are over, which is '}
        <Time at={wait.until} />
        {wait.because === 'full' ? '.' : ', if nothing more of that happens.'}
        {standing.tier === 'warming'
          ? ' To send more now, add another domain, or say that this one has sent elsewhere for long.'
          : ''}
      </p>
    </Notice>
  );
}
