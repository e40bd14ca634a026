import { Link } from '@tanstack/react-router';
import { BellRing } from 'lucide-react';
import type { AlertView } from '../../../../shared/alerts/contract/alert.ts';
import { analyticsRoutes } from '../../../../shared/analytics/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { Who } from '../../app/who.tsx';
import { count } from '../../format/numbers.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { State } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Evidence } from '../../ui/evidence.tsx';
import { Problem } from '../../ui/notice.tsx';
import { Prose } from '../../ui/prose.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toast.tsx';
import { subjectsOf } from './subject.ts';

/** One alert: what happened, what to do, the numbers behind it, and what it is about. */
export function AlertCard({ alert }: { readonly alert: AlertView }) {
  const subjects = subjectsOf(alert);
  return (
    <Card
      title={
        <span className="row">
          <State of={alert.severity} />
          {alert.title}
        </span>
      }
      actions={<Actions alert={alert} />}
    >
      <div className="stack">
        <p>
          <Prose of={alert.message} />
        </p>
        <p className="row small quiet">
          <State of={alert.state} />
          <span>
            <Time at={alert.lastAt} />
          </span>
          {alert.count === 1 ? null : (
            <span>
              {count(alert.count)} times since <Time at={alert.raisedAt} />
            </span>
          )}
          {alert.acknowledgedBy === null ? null : (
            <span>
              acknowledged by <Who is={alert.acknowledgedBy} /> <Time at={alert.acknowledgedAt} />
            </span>
          )}
          {alert.resolvedBy === null ? null : (
            <span>
              resolved by <Who is={alert.resolvedBy} /> <Time at={alert.resolvedAt} />
            </span>
          )}
          {subjects.map(({ label, href }) => (
            <Link key={href} to={href}>
              Open {label.toLowerCase()}
            </Link>
          ))}
        </p>
        <Evidence of={alert.evidence} />
      </div>
    </Card>
  );
}

function Actions({ alert: { id, state, title } }: { readonly alert: AlertView }) {
  const session = useSession();
  const tell = useTell();
  const acknowledge = useCommand(analyticsRoutes.acknowledgeAlert);
  const resolve = useCommand(analyticsRoutes.resolveAlert);
  const request = { params: { id } };
  if (state === 'resolved' || !session.may(analyticsRoutes.resolveAlert)) return null;
  const error = acknowledge.error ?? resolve.error;
  return (
    <>
      {error === null ? null : <Problem error={error} />}
      {state === 'open' ? (
        <Button
          small
          icon={<BellRing aria-hidden />}
          busy={acknowledge.isPending}
          aria-label={`Acknowledge: ${title}`}
          onClick={() => acknowledge.mutate(request, { onSuccess: () => tell('You look at it') })}
        >
          Acknowledge
        </Button>
      ) : null}
      <Button
        small
        busy={resolve.isPending}
        aria-label={`Resolve: ${title}`}
        title="The next time it happens is a new alert"
        onClick={() => resolve.mutate(request, { onSuccess: () => tell('Resolved') })}
      >
        Resolve
      </Button>
    </>
  );
}
