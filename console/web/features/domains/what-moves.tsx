import type { MovedMission } from '../../../../shared/allocation/contract/routes.ts';
import { missionRoutes } from '../../../../shared/missions/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { plural } from '../../format/numbers.ts';
import { Badge } from '../../ui/badge.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Holder } from './holders.tsx';
import type { HolderView } from './resources.ts';

/** The missions that hold a domain, with what a move would mean for each. */
export function WhatWouldMove({ holders }: { readonly holders: readonly HolderView[] }) {
  if (holders.length === 0) {
    return (
      <Notice>
        <p>No mission holds it: nothing moves.</p>
      </Notice>
    );
  }
  return (
    <ul className="stack-tight">
      {holders.map(({ holder }) => (
        <li key={holder} className="spread">
          <Holder id={holder} />
          {holder.startsWith('m_') ? (
            <Effect mission={holder} />
          ) : (
            <span className="small quiet">A campaign outside of Rex: it has to move by itself</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Effect({ mission }: { readonly mission: string }) {
  const { data } = useApi(missionRoutes.getMission, { params: { id: mission } });
  if (data === undefined) return <span className="small quiet">Looking at it</span>;
  const drafted = data.messages?.drafted ?? 0;
  return drafted === 0 ? (
    <span className="small quiet">Moves: nothing is drafted with this sender yet</span>
  ) : (
    <span className="row small">
      {plural(drafted, 'message')} drafted with this sender <Badge tone="warn">Needs a new approval</Badge>
    </span>
  );
}

/** What has become of each mission. */
export function WhatMoved({ missions }: { readonly missions: readonly MovedMission[] }) {
  if (missions.length === 0) return <p className="quiet">No mission held it: nothing moved.</p>;
  return (
    <ul className="stack">
      {missions.map(({ missionId, domain, moved, needsApproval, reason }) => (
        <li key={missionId} className="stack-tight">
          <div className="spread">
            <Holder id={missionId} />
            <span className="row">
              {needsApproval ? <Badge tone="warn">Needs a new approval</Badge> : null}
              <Badge tone={moved ? 'good' : 'neutral'}>
                {moved ? `Sends from ${domain ?? 'another'}` : 'Not moved'}
              </Badge>
            </span>
          </div>
          <p className="small quiet">{reason}</p>
        </li>
      ))}
    </ul>
  );
}
