import type { GuildView } from '../../../../shared/guilds/contract/guilds.ts';
import { count } from '../../format/numbers.ts';
import { duration, onDay } from '../../format/times.ts';
import { Card } from '../../ui/card.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';

const MINUTE = 60_000;

/** What its agents really did, counted from tasks and from runs of missions. */
export function Performance({ of: { performance, missionAgents } }: { readonly of: GuildView }) {
  const { since, tasks, missionRuns } = performance;
  return (
    <Card title="What it did">
      <div className="stack">
        <p className="quiet small">
          Tasks since {onDay(since)}, counted among the latest 500 of the workspace.
          {missionAgents.length === 0 ? null : ' Runs in missions are counted from the beginning.'}
        </p>
        <Stats>
          <Stat
            label="Done"
            value={count(tasks.done)}
            note={
              tasks.medianMinutes === null
                ? undefined
                : `half of them within ${duration(tasks.medianMinutes * MINUTE)}`
            }
          />
          <Stat label="Failed" value={count(tasks.failed)} />
          <Stat label="Open" value={count(tasks.open)} />
          <Stat label="Undone" value={count(tasks.undone)} />
          <Stat
            label="Approved"
            value={count(tasks.approved)}
            note={tasks.approved === 0 ? undefined : `${count(tasks.approvedUnchanged)} as proposed`}
          />
          {missionAgents.length === 0 ? null : (
            <Stat
              label="Runs in missions"
              value={count(missionRuns.runs)}
              note={
                missionRuns.meanDurationMs === null
                  ? undefined
                  : `${count(missionRuns.failed)} failed, ${duration(missionRuns.meanDurationMs)} on average`
              }
            />
          )}
        </Stats>
      </div>
    </Card>
  );
}
