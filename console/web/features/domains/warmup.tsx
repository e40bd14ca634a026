import { useMemo } from 'react';
import { useNow } from '../../app/clock.tsx';
import { count } from '../../format/numbers.ts';
import { Card } from '../../ui/card.tsx';
import { Chart } from '../../ui/chart.tsx';
import { daysFrom } from './days.ts';
import type { Standing } from './resources.ts';

const ABOUT = {
  warming: 'A new domain: its volume grows from day to day while its mail is taken well.',
  held: 'It does not grow now, because its mail was deferred or complained about.',
  recovering: 'It comes back after a rest, and grows again.',
  warm: 'It may send its target every day.',
} as const;

/** Most e-mails on the next two weeks, if each day goes well. */
export function Warmup({ standing: { warmup, warmupDay, plannedCaps } }: { readonly standing: Standing }) {
  const today = new Date(useNow()).toISOString().slice(0, 10);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caps are the same while their text is
  const [times, series] = useMemo(
    () => [daysFrom(today, plannedCaps.length), [{ label: 'E-mails at most', values: plannedCaps }]] as const,
    [today, plannedCaps.join()],
  );
  return (
    <Card title={warmup === 'warm' ? 'Volume of the next 14 days' : `Warmup, day ${count(warmupDay)}`}>
      <div className="stack">
        <p className="quiet">{ABOUT[warmup]}</p>
        <Chart
          label="Most e-mails a day on the next 14 days"
          times={times}
          series={series}
          format={count}
          height={180}
        />
      </div>
    </Card>
  );
}
