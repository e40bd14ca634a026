import { count, decimal, plural } from '../../format/numbers.ts';
import { Stat, Stats } from '../../ui/stat.tsx';
import { inboxesOf, type Resources, stateOf } from './resources.ts';

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);

/** The whole pool in five numbers. */
export function PoolNumbers({ resources: { domains, waiting } }: { readonly resources: Resources }) {
  const able = domains.filter((domain) => stateOf(domain) === 'active');
  const cap = sum(able.map(({ dailyCap }) => dailyCap));
  const sent = sum(domains.map(({ sentToday }) => sentToday));
  const worst = able.toSorted((a, b) => a.reputation - b.reputation)[0];
  const inboxes = inboxesOf(domains);
  const paused = inboxes.filter(({ inbox }) => inbox.status === 'paused').length;
  return (
    <Stats>
      <Stat label="May send" value={count(able.length)} unit={`of ${plural(domains.length, 'domain')}`} />
      <Stat label="Sent today" value={count(sent)} unit={`of ${count(cap)}`} />
      <Stat
        label="Lowest reputation"
        value={worst === undefined ? '–' : decimal(worst.reputation)}
        note={worst?.domain}
      />
      <Stat
        label="Inboxes"
        value={count(inboxes.length)}
        note={paused === 0 ? undefined : `${count(paused)} paused`}
      />
      <Stat label="Missions waiting" value={count(waiting.length)} />
    </Stats>
  );
}
