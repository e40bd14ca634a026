import { Link } from '@tanstack/react-router';
import { missionRoutes } from '../../../../shared/missions/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { Time } from '../../ui/time.tsx';
import type { HolderView } from './resources.ts';

/** Who holds a thing: missions by their name, campaigns outside of Rex by theirs. */
export function Holder({ id }: { readonly id: string }) {
  const isMission = id.startsWith('m_');
  const mission = useApi(missionRoutes.getMission, { params: { id } }, { enabled: isMission });
  if (!isMission) return <>{id.replace(/^campaign:/, 'Campaign ')}</>;
  return (
    <Link to="/missions/$id" params={{ id } as never}>
      {mission.data?.name ?? `Mission ${id.slice(-6)}`}
    </Link>
  );
}

/** All of them in one cell. */
export function Holders({ of: holders }: { readonly of: readonly HolderView[] }) {
  if (holders.length === 0) return <span className="quiet">Free</span>;
  return holders.map(({ holder }, index) => (
    <span key={holder}>
      {index === 0 ? null : ', '}
      <Holder id={holder} />
    </span>
  ));
}

/** All of them below each other, with the end of each reservation. */
export function HolderList({ of: holders }: { readonly of: readonly HolderView[] }) {
  if (holders.length === 0) return <p className="quiet">Nobody holds it.</p>;
  return (
    <ul className="stack-tight">
      {holders.map(({ holder, until }) => (
        <li key={holder} className="spread">
          <Holder id={holder} />
          <span className="quiet small">
            reserved until <Time at={until} />
          </span>
        </li>
      ))}
    </ul>
  );
}
