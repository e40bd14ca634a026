import { Link } from '@tanstack/react-router';
import type { GuildView } from '../../../../shared/guilds/contract/guilds.ts';
import { count, plural } from '../../format/numbers.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Meter } from '../../ui/meter.tsx';

/** A guild in brief: what it is for, who belongs to it, what it used of the day, and what it did. */
export function GuildCard({ of: guild }: { readonly of: GuildView }) {
  const { name, purpose, agents, missionAgents, people, resources, performance } = guild;
  const { done, failed, open } = performance.tasks;
  return (
    <Card
      title={
        <Link to="/guilds/$guild" params={{ guild: name } as never}>
          {wordsOf(name)}
        </Link>
      }
    >
      <div className="stack">
        <p>{purpose}</p>
        <Meter label="Runs today" value={resources.runsToday} of={resources.runsADay} unit="used" />
        <Meter
          label="With a language model"
          value={resources.modelRunsToday}
          of={resources.modelRunsADay}
          unit="used"
        />
        <Facts
          of={[
            [
              'Agents',
              `${count(agents.length)}${missionAgents.length === 0 ? '' : `, and ${count(missionAgents.length)} in missions`}`,
            ],
            ['People', people.length === 0 ? 'Nobody yet' : plural(people.length, 'person', 'people')],
            [
              'Tasks',
              done + failed + open === 0
                ? 'None yet'
                : `${count(done)} done, ${count(failed)} failed, ${count(open)} open`,
            ],
          ]}
        />
      </div>
    </Card>
  );
}
