import { taskRoutes } from '../../../../shared/tasks/contract/routes.ts';
import { useApi, useCommand } from '../../api/hooks.ts';
import { plural } from '../../format/numbers.ts';
import { labelOf } from '../../schema-form/schema.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Loaded, Problem } from '../../ui/notice.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toast.tsx';

const LIMIT_NAMES: Readonly<Record<string, string>> = { executor: 'All tasks', email: 'E-mails' };

/** Whether tasks are executed, and what is left of the limits of the day. */
export function ExecutorCard() {
  const tell = useTell();
  const status = useApi(taskRoutes.executorStatus, {});
  const run = useCommand(taskRoutes.executeTasks, ['tasks', 'cron']);
  const start = () =>
    run.mutate(
      {},
      {
        onSuccess: ({ enabled, taken }) =>
          tell(
            enabled
              ? `${plural(taken.length, 'task')} taken.`
              : 'Nothing is executed: this deployment has the executor turned off.',
          ),
      },
    );
  return (
    <Card
      title="Executor and limits of today"
      actions={
        <Button small busy={run.isPending} onClick={start}>
          Run it now
        </Button>
      }
    >
      <Loaded query={status}>
        {({ status: is, dry_run, schedule, last_run, limits }) => (
          <div className="stack">
            {run.error ? <Problem error={run.error} /> : null}
            <p className="row">
              <Badge tone={is === 'running' ? 'good' : 'warn'}>
                {{ running: 'Running', paused: 'Paused', disabled: 'Turned off' }[is]}
              </Badge>
              {dry_run ? <Badge tone="info">Dry run</Badge> : null}
              <span className="quiet small">
                By itself: {schedule.replace(/^rate\((.+)\)$/, 'every $1')}. Last tasks taken:{' '}
                {last_run === null ? 'never' : <Time at={last_run.at} />}
                {last_run === null ? null : ` (${last_run.taken})`}.
              </span>
            </p>
            <div className="grid">
              {limits.map(({ name, used, most }) => (
                <Meter
                  key={name}
                  label={LIMIT_NAMES[name] ?? labelOf(name)}
                  value={used}
                  of={most}
                  unit="used"
                />
              ))}
            </div>
          </div>
        )}
      </Loaded>
    </Card>
  );
}
