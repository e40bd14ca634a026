import type { GuildView } from '../../../../shared/guilds/contract/guilds.ts';
import { plural } from '../../format/numbers.ts';
import { Meter } from '../../ui/meter.tsx';

/** What a guild may do in a day, and what is left of it. */
export function Resources({ of: { resources } }: { readonly of: GuildView }) {
  const { runsADay, runsToday, modelRunsADay, modelRunsToday } = resources;
  const left = Math.max(0, runsADay - runsToday);
  const leftOfModel = Math.max(0, modelRunsADay - modelRunsToday);
  return (
    <div className="stack">
      <Meter label="Runs of its agents" value={runsToday} of={runsADay} unit="used" />
      <Meter label="With a language model" value={modelRunsToday} of={modelRunsADay} unit="used" />
      <p className="quiet small">
        {left === 0
          ? 'No run is left today: what is ordered now begins at midnight (UTC).'
          : `${plural(left, 'run')} left today, ${leftOfModel} of them with a language model; the day ends at midnight (UTC).`}
      </p>
    </div>
  );
}
