import { duration } from '../../../format/times.ts';
import { Badge, State, wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Time } from '../../../ui/time.tsx';
import { useTell } from '../../../ui/toast.tsx';
import type { Delivery } from './deliveries.tsx';

interface DeliveryCardProps {
  readonly delivery: Delivery;
  readonly replay: (() => Promise<unknown>) | undefined;
}

/** One delivery: every attempt with its answer, and what is sent. */
export function DeliveryCard({ delivery, replay }: DeliveryCardProps) {
  const tell = useTell();
  const { id, type, state, attempts, nextAttemptAt, at, body } = delivery;
  return (
    <Card
      title={`Delivery of ${type}`}
      actions={
        replay === undefined ? undefined : (
          <Confirm
            small
            label="Deliver again"
            title="Deliver this again?"
            about="It goes out with the same webhook-id: a program that has seen it knows it."
            run={async () => {
              await replay();
              tell('It is on its way again.');
            }}
          />
        )
      }
    >
      <div className="stack">
        <Facts
          of={[
            ['State', <State key="state" of={state} />],
            ['Happened', <Time key="at" at={at} />],
            ['Next attempt', nextAttemptAt === null ? null : <Time key="next" at={nextAttemptAt} />],
            ['webhook-id', <code key="id">{id}</code>],
          ]}
        />
        <h3>Attempts</h3>
        {attempts.length === 0 ? <p className="quiet">None yet.</p> : null}
        <ol className="stack-tight">
          {attempts.map((attempt) => (
            <li key={attempt.at} className="stack-tight">
              <span className="row">
                <Badge tone={attempt.error === undefined ? 'good' : 'bad'}>
                  {attempt.status ?? wordsOf(attempt.error ?? 'answered')}
                </Badge>
                {attempt.error === undefined || attempt.status === undefined ? null : (
                  <span>{wordsOf(attempt.error)}</span>
                )}
                <span className="quiet small">
                  <Time at={attempt.at} />, {duration(attempt.ms)}
                </span>
              </span>
              {attempt.answer === undefined ? null : <pre>{attempt.answer}</pre>}
            </li>
          ))}
        </ol>
        <h3>What is sent</h3>
        <pre>{body}</pre>
      </div>
    </Card>
  );
}
