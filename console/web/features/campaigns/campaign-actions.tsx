import { useNavigate } from '@tanstack/react-router';
import type { CampaignState, CampaignView } from '../../../../shared/campaigns/contract/campaign.ts';
import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useTell } from '../../ui/toast.tsx';

interface Turn {
  readonly route:
    | typeof campaignRoutes.startCampaign
    | typeof campaignRoutes.pauseCampaign
    | typeof campaignRoutes.resumeCampaign
    | typeof campaignRoutes.finishCampaign
    | typeof campaignRoutes.cancelCampaign;
  readonly label: string;
  readonly about: string;
  readonly danger?: true;
}

const PAUSE: Turn = {
  route: campaignRoutes.pauseCampaign,
  label: 'Pause',
  about: 'None of its moves begins. What was begun goes on.',
};
const RESUME: Turn = {
  route: campaignRoutes.resumeCampaign,
  label: 'Let it go on',
  about: 'Moves that are due begin.',
};
const FINISH: Turn = {
  route: campaignRoutes.finishCampaign,
  label: 'Finish',
  about: 'Nothing more begins. It is refused while a move is under way, and cannot be taken back.',
};
const CANCEL: Turn = {
  route: campaignRoutes.cancelCampaign,
  label: 'Cancel',
  about: 'Nothing more begins. It is refused while a move is under way, and cannot be taken back.',
  danger: true,
};
const START: Turn = {
  route: campaignRoutes.startCampaign,
  label: 'Start',
  about: 'Its moves begin when they are due, within its budget. Messages and effects are approved as always.',
};

/** What a person may do with a campaign in this state. */
const TURNS: Readonly<Record<CampaignState, readonly Turn[]>> = {
  draft: [START, CANCEL],
  running: [PAUSE, FINISH, CANCEL],
  paused: [RESUME, FINISH, CANCEL],
  finished: [],
  cancelled: [],
};

export function CampaignActions({ of: campaign }: { readonly of: CampaignView }) {
  const session = useSession();
  const { state, moves, parts } = campaign;
  const isEmpty = state === 'draft' && moves.length === 0 && parts.length === 0;
  return (
    <>
      {TURNS[state]
        .filter(({ route }) => session.may(route))
        .map((turn) => (
          <OneTurn key={turn.label} of={campaign} turn={turn} />
        ))}
      {isEmpty && session.may(campaignRoutes.removeCampaign) ? <Remove of={campaign} /> : null}
    </>
  );
}

/** Others are cancelled, and stay. */
function Remove({ of: { id, name, version } }: { readonly of: CampaignView }) {
  const tell = useTell();
  const navigate = useNavigate();
  const remove = useCommand(campaignRoutes.removeCampaign);
  return (
    <Confirm
      label="Remove"
      kind="danger"
      trigger="secondary"
      title={`Remove ${name}?`}
      about="It is an empty draft. This cannot be taken back."
      run={async () => {
        await remove.mutateAsync({ params: { id }, headers: { 'if-match': `"${version}"` } });
        tell(`${name} is removed.`);
        void navigate({ to: '/campaigns' });
      }}
    />
  );
}

function OneTurn({ of: { id, name }, turn }: { readonly of: CampaignView; readonly turn: Turn }) {
  const tell = useTell();
  const command = useCommand(turn.route, ['moves']);
  return (
    <Confirm
      label={turn.label}
      title={`${turn.label}: ${name}?`}
      about={turn.about}
      {...(turn.danger ? { kind: 'danger', trigger: 'secondary' } : {})}
      reason="optional"
      run={async (reason) => {
        const { state } = await command.mutateAsync({
          params: { id },
          body: reason === '' ? {} : { reason },
        });
        tell(`${name} is ${state}.`);
      }}
    />
  );
}
