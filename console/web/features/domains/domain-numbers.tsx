import { count, decimal, percent } from '../../format/numbers.ts';
import { State, wordsOf } from '../../ui/badge.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';
import type { Standing } from './resources.ts';

/** How a domain stands, in five numbers. */
export function DomainNumbers({ standing }: { readonly standing: Standing }) {
  const { reputation, rotateBelow, health, warmup, warmupDay, sentToday, dailyCap, all } = standing;
  return (
    <Stats>
      <Stat
        label="Health"
        value={<State of={health} />}
        note={all.sent === 0 ? 'Where each begins: nothing was sent yet in seven days' : undefined}
      />
      <Stat
        label="Reputation"
        value={decimal(reputation)}
        unit="of 1"
        note={`Nothing is sent below ${decimal(rotateBelow)}`}
      />
      <Stat
        label="Warmup"
        value={warmup === 'warm' ? 'Warm' : `Day ${count(warmupDay)}`}
        note={warmup === 'warm' ? 'It may send its target' : wordsOf(warmup)}
      />
      <Stat
        label="Sent today"
        value={count(sentToday)}
        unit={`of ${count(dailyCap)}`}
        note={dailyCap === 0 ? undefined : `${percent(sentToday / dailyCap)} of the cap`}
      />
      <Stat label="Sent in seven days" value={count(all.sent)} />
    </Stats>
  );
}
