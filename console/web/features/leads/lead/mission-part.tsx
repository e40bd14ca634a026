import { Link } from '@tanstack/react-router';
import type { ExplanationView } from '../../../../../shared/leads/contract/routes.ts';
import { decimal } from '../../../format/numbers.ts';
import { Badge, State } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Time } from '../../../ui/time.tsx';
import { Guards } from './guards.tsx';

type Part = ExplanationView['missions'][number];

/** What one mission decided about a person, and what comes next. */
export function MissionPart({ of: part }: { readonly of: Part }) {
  const {
    missionId,
    name,
    state,
    heldOut,
    selected,
    score,
    reasons,
    factors,
    automation,
    lostContact,
    next,
  } = part;
  return (
    <Card
      title={
        <Link to="/missions/$id" params={{ id: missionId } as never}>
          {name}
        </Link>
      }
      actions={
        <>
          <Badge tone={heldOut ? 'info' : selected ? 'good' : 'neutral'}>
            {heldOut ? 'Held out for comparison' : selected ? 'Selected' : 'Left out'}
          </Badge>
          {score === null ? null : <span className="quiet small number">score {decimal(score)}</span>}
          <State of={state} />
        </>
      }
    >
      <div className="stack">
        {reasons.length === 0 && automation === null ? null : (
          <ul className="stack-tight">
            {reasons.map(({ code, sentence }) => (
              <li key={code}>{sentence}</li>
            ))}
            {automation === null ? null : (
              <li>
                {automation.sentence} {automation.note === null ? null : <q>{automation.note}</q>}
              </li>
            )}
          </ul>
        )}
        {factors.length === 0 ? null : (
          <details>
            <summary className="small quiet">What the score is made of</summary>
            <ul className="stack-tight small">
              {factors.map(({ name: factor, sentence }) => (
                <li key={factor}>{sentence}</li>
              ))}
            </ul>
          </details>
        )}
        {lostContact === null ? null : (
          <p>
            Step {lostContact.step} was due <Time at={lostContact.at} />, but {lostContact.holder} was
            speaking to this person until <Time at={lostContact.until} />.
          </p>
        )}
        {next === null ? null : <Guards of={next} />}
      </div>
    </Card>
  );
}
