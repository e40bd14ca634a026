import { Link } from '@tanstack/react-router';
import { MISSION_STATES } from '../../../../shared/missions/contract/mission.ts';
import { count } from '../../format/numbers.ts';
import { State } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';

/** Missions by state; each leads to the list of them. */
export function MissionStates({ missions }: { readonly missions: Readonly<Record<string, number>> }) {
  const states = MISSION_STATES.filter((state) => (missions[state] ?? 0) > 0);
  return (
    <Card title="Missions">
      {states.length === 0 ? (
        <p className="quiet">
          None yet. <Link to="/leads">Import leads</Link> first, then{' '}
          <Link to="/missions/new" search={{ type: 'lead_reactivation' } as never}>
            wake them up
          </Link>
          .
        </p>
      ) : (
        <ul className="stack-tight">
          {states.map((state) => (
            <li key={state} className="spread">
              <Link to="/missions" search={{ state } as never}>
                <State of={state} />
              </Link>
              <span className="number">{count(missions[state] ?? 0)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
