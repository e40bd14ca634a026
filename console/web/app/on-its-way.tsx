import { Link } from '@tanstack/react-router';
import { missionRoutes } from '../../../shared/missions/contract/routes.ts';
import { type StillSending, stopText } from '../../../shared/missions/contract/still-sending.ts';
import { useApi } from '../api/hooks.ts';
import { plural } from '../format/numbers.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Loaded } from '../ui/notice.tsx';

interface OnItsWayProps {
  readonly open: boolean;
  readonly stop: StillSending;
  readonly onOpenChange: (open: boolean) => void;
}

/** After a stop: which missions were sending, and what cannot be called back any more. */
export function OnItsWay({ stop, ...props }: OnItsWayProps) {
  return (
    <Dialog
      {...props}
      title="Rex has stopped"
      about={stopText(
        'From now on nothing begins. What the provider had taken before cannot be called back.',
        stop,
      )}
    >
      {props.open ? <Sending /> : null}
    </Dialog>
  );
}

function Sending() {
  const missions = useApi(missionRoutes.listMissions, { query: { state: 'EXECUTING', limit: 100 } });
  return (
    <Loaded query={missions}>
      {({ missions: executing }) =>
        executing.length === 0 ? (
          <p>No mission was sending.</p>
        ) : (
          <div className="stack-tight">
            <p>{plural(executing.length, 'mission')} stood in the middle of sending:</p>
            <ul className="stack-tight">
              {executing.map(({ id }) => (
                <MissionOnItsWay key={id} id={id} />
              ))}
            </ul>
          </div>
        )
      }
    </Loaded>
  );
}

function MissionOnItsWay({ id }: { readonly id: string }) {
  const { data } = useApi(missionRoutes.getMission, { params: { id } });
  if (data === undefined) return null;
  const { sent = 0, unknown = 0, approved = 0 } = data.messages ?? {};
  return (
    <li>
      <Link to="/missions/$id" params={{ id } as never}>
        {data.name}
      </Link>
      <span className="quiet">
        {' '}
        {plural(sent, 'message')} sent, {plural(Math.max(0, approved - sent), 'message')} held back
        {unknown > 0 ? `, ${unknown} whose outcome is unknown` : ''}
      </span>
    </li>
  );
}
