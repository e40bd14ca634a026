import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import * as z from 'zod';
import { count, plural } from '../../../format/numbers.ts';
import { ago, exactly } from '../../../format/times.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Loaded, Notice, Problem } from '../../../ui/notice.tsx';
import { useLocal, useLocalCommand } from '../local-api.ts';
import { mailListSchema } from '../mailbox/mail.ts';

const statusSchema = z.object({
  now: z.string(),
  nextTimer: z.string().optional(),
  callsOut: z.array(z.string()).default([]),
  inFlight: z.record(z.string(), z.number()).default({}),
  queues: z
    .record(z.string(), z.object({ ready: z.number(), delayed: z.number(), inFlight: z.number() }))
    .default({}),
});
type Status = z.output<typeof statusSchema>;
const movedSchema = z.object({ now: z.string() });
const idleSchema = movedSchema.extend({ done: z.boolean(), nextTimer: z.string().optional() });

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
  const advance = useLocalCommand('/_local/time', movedSchema);
  const untilIdle = useLocalCommand('/_local/run-until-idle', idleSchema);
  const isMoving = advance.isPending || untilIdle.isPending;
  const often = isMoving ? MOVING_MS : undefined;
  const status = useLocal('/_local/status', statusSchema, often);
  const mails = useLocal('/mailbox/messages?limit=1', mailListSchema, often).data?.total;
  const [before, setBefore] = useState<number>();
  const error = advance.error ?? untilIdle.error;
  /** The result of the one command is not there any more when the other begins. */
  const begin = () => {
    setBefore(mails);
    advance.reset();
    untilIdle.reset();
  };
  const moved = advance.data ?? untilIdle.data;
  const sent = before === undefined || mails === undefined ? undefined : Math.max(0, mails - before);
  return (
    <Card title="Clock">
      <Loaded query={status}>
        {(now) => (
          <div className="stack">
            <Now status={now} />
            {error ? <Problem error={error} /> : null}
            <div className="row">
              {STEPS.map(({ label, ms }) => (
                <Button
                  key={label}
                  disabled={isMoving}
                  onClick={() => {
                    begin();
                    advance.mutate({ advanceMs: ms });
                  }}
                >
                  Go forward {label}
                </Button>
              ))}
              <Button
                disabled={isMoving}
                onClick={() => {
                  begin();
                  untilIdle.mutate({});
                }}
              >
                Go on until nothing is left to do
              </Button>
            </div>
            <div role="status">
              {isMoving ? (
                <Notice>
                  <p>
                    Time passes: it is {exactly(now.now)}.{' '}
                    {sent === undefined || sent === 0 ? '' : `${plural(sent, 'message')} went out so far.`}
                  </p>
                </Notice>
              ) : moved === undefined ? null : (
                <Notice tone="good">
                  <p>
                    The clock is now at {exactly(moved.now)};{' '}
                    {sent === undefined || sent === 0 ? (
                      'no message went out on the way.'
                    ) : (
                      <>
                        <Link to="/local/mailbox">{plural(sent, 'message')}</Link> went out on the way.
                      </>
                    )}{' '}
                    {untilIdle.data === undefined
                      ? ''
                      : untilIdle.data.done
                        ? 'Nothing is left to do.'
                        : 'More is planned for later.'}
                  </p>
                </Notice>
              )}
            </div>
            <Engineers status={now} />
          </div>
        )}
      </Loaded>
    </Card>
  );
}

function Now({ status: { now, nextTimer, callsOut } }: { readonly status: Status }) {
  return (
    <Facts
      of={[
        ['It is', <strong key="now">{exactly(now)}</strong>],
        [
          'Rex has to do something',
          nextTimer === undefined
            ? 'not before you do'
            : `${ago(nextTimer, Date.parse(now))} (${exactly(nextTimer)})`,
        ],
        [
          'Leaves this machine',
          callsOut.length === 0 ? 'Nothing: all data stay here' : `Calls to ${callsOut.join(', ')}`,
        ],
      ]}
    />
  );
}

/** Of use to those who look for what holds it up. */
function Engineers({ status: { inFlight, queues } }: { readonly status: Status }) {
  const busy = Object.entries(queues).flatMap(([name, { ready, delayed, inFlight: taken }]) => {
    const waiting = ready + delayed + taken;
    return waiting > 0 ? [`${name} ${count(waiting)}`] : [];
  });
  const running = Object.entries(inFlight).map(([what, many]) => `${what} ${count(many)}`);
  return (
    <details>
      <summary className="small quiet">What the machine is at, for engineers</summary>
      <Facts
        of={[
          ['Functions at work', running.join(', ') || 'none'],
          ['Messages in queues', busy.join(', ') || 'none'],
        ]}
      />
    </details>
  );
}
