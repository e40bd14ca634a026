import { Link } from '@tanstack/react-router';
import { missionRoutes } from '../../../../shared/missions/contract/routes.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { buttonClass } from '../../ui/button.tsx';

const ACTIONS = [
  { label: 'Reactivate leads', type: 'lead_reactivation', kind: 'primary' },
  { label: 'Run a campaign', type: 'campaign_execution', kind: 'secondary' },
  { label: 'Find the ideal customer', type: 'icp_extraction', kind: 'secondary' },
] as const;

export function QuickActions() {
  const session = useSession();
  if (!session.may(missionRoutes.createMission)) return null;
  return ACTIONS.map(({ label, type, kind }) => (
    <Link key={type} to="/missions/new" search={{ type } as never} className={buttonClass(kind)}>
      {label}
    </Link>
  ));
}
