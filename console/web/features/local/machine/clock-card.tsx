import * as z from 'zod';
import { count } from '../../../format/numbers.ts';
import { ago, exactly } from '../../../format/times.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Loaded, Notice, Problem } from '../../../ui/notice.tsx';
import { useLocal, useLocalCommand } from '../local-api.ts';

const statusSchema = z.object({
  now: z.string(),
  nextTimer: z.string().optional(),
  callsOut: z.array(z.string()).default([]),
  inFlight: z.record(z.string(), z.number()).default({}),
  queues: z
    .record(z.string(), z.object({ ready: z.number(), delayed: z.number(), inFlight: z.number() }))
    .default({}),
});
const idleSchema = z.object({ now: z.string(), done: z.boolean(), jumps: z.number().int() });

const HOUR = 3_600_000;
const STEPS = [
  { label: '1 hour', ms: HOUR },
  { label: '1 day', ms: 24 * HOUR },
  { label: '1 week', ms: 7 * 24 * HOUR },
] as const;
/** While the clock moves, it is looked at so often. */
const MOVING_MS = 1_000;

/** The clock: what time it is, what is planned, and the buttons that let time pass. */
export function ClockCard() {
  const advance = useLocalCommand('/_local/time', z.object({ now: z.string() }));
  const untilIdle = useLocalCommand('/_local/run-until-idle', idleSchema);
  const isMoving = advance.isPending || untilIdle.isPending;
  const status = useLocal('/_local/status', statusSchema, isMoving ? MOVING_MS : undefined);
  const error = advance.error ?? untilIdle.error;
  return (
    <Card title="Clock" actions={<code className="quiet">rex time advance 1d</code>}>
      <Loaded query={status}>
        {({ now, nextTimer, inFlight, queues, callsOut }) => (
          <div className="stack">
            <Facts
              of={[
                ['Now', <strong key="now">{exactly(now)}</strong>],
                [
                  'Planned next',
                  nextTimer === undefined
                    ? 'Nothing'
                    : `${exactly(nextTimer)} (${ago(nextTimer, Date.parse(now))})`,
                ],
                [
                  'Under way',
                  Object.entries(inFlight)
                    .map(([what, many]) => `${what} ${count(many)}`)
                    .join(', ') || 'Nothing',
                ],
                ['In queues', waiting(queues)],
                [
                  'Calls out to',
                  callsOut.length === 0 ? 'Nothing: all data stay on this machine' : callsOut.join(', '),
                ],
              ]}
            />
            {error ? <Problem error={error} /> : null}
            <div className="row">
              {STEPS.map(({ label, ms }) => (
                <Button key={label} disabled={isMoving} onClick={() => advance.mutate({ advanceMs: ms })}>
                  Forward {label}
                </Button>
              ))}
              <Button disabled={isMoving} onClick={() => untilIdle.mutate({})}>
                Until nothing is planned
              </Button>
            </div>
            <div role="status">
              {isMoving ? (
                <Notice>
                  <p>Time passes: it is {exactly(now)}. Everything that is due on the way happens.</p>
                </Notice>
              ) : untilIdle.data === undefined ? null : (
                <Notice tone={untilIdle.data.done ? 'good' : 'info'}>
                  <p>
                    {count(untilIdle.data.jumps)} jumps;{' '}
                    {untilIdle.data.done ? 'nothing is planned any more.' : 'more is planned later.'}
                  </p>
                </Notice>
              )}
            </div>
          </div>
        )}
      </Loaded>
    </Card>
  );
}

function waiting(queues: z.output<typeof statusSchema>['queues']): string {
  const busy = Object.entries(queues).filter(
    ([, { ready, delayed, inFlight }]) => ready + delayed + inFlight > 0,
  );
  return (
    busy
      .map(([name, { ready, delayed, inFlight }]) => `${name} ${count(ready + delayed + inFlight)}`)
      .join(', ') || 'Nothing'
  );
}
