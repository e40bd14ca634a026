import type { MoveView } from '../../../../shared/campaigns/contract/move.ts';
import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useTell } from '../../ui/toast.tsx';
import { MoveForm } from './move-form.tsx';
import { possibleOf } from './possible-of.ts';

interface MoveActionsProps {
  readonly of: MoveView;
  readonly moves: readonly MoveView[];
  readonly open: boolean;
}

const STALE = ['campaigns'];

/** What a person may do with a move as it is now. */
export function MoveActions({ of: move, moves, open }: MoveActionsProps) {
  const session = useSession();
  const tell = useTell();
  const complete = useCommand(campaignRoutes.completeMove, STALE);
  const retry = useCommand(campaignRoutes.retryMove, STALE);
  const cancel = useCommand(campaignRoutes.cancelMove, STALE);
  const remove = useCommand(campaignRoutes.removeMove, STALE);
  if (!open || !session.may(campaignRoutes.editMove)) return null;
  const { id, title, campaign, version } = move;
  const params = { id };
  const may = possibleOf(move, moves);
  return (
    <div className="row">
      {may.edit ? <MoveForm campaign={campaign} moves={moves} of={move} /> : null}
      {may.complete ? (
        <Confirm
          small
          label="Done"
          title={`Say that "${title}" is done?`}
          about="What depends on it may begin."
          reason="required"
          run={async (note) => {
            await complete.mutateAsync({ params, body: { note } });
            tell(`${title} is done.`);
          }}
        />
      ) : null}
      {may.retry ? (
        <Confirm
          small
          label="Again"
          title={`Plan "${title}" anew?`}
          about="It begins again, by a mission or task of its own."
          run={async () => {
            await retry.mutateAsync({ params });
            tell(`${title} is planned anew.`);
          }}
        />
      ) : null}
      {may.cancel ? (
        <Confirm
          small
          label="Cancel"
          title={`Cancel "${title}"?`}
          about="What depends on it does not begin. A mission or task that it began goes on, unless it is cancelled itself."
          reason="required"
          run={async (reason) => {
            await cancel.mutateAsync({ params, body: { reason } });
            tell(`${title} is cancelled.`);
          }}
        />
      ) : null}
      {may.remove ? (
        <Confirm
          small
          kind="danger"
          trigger="secondary"
          label="Remove"
          title={`Remove "${title}" from the plan?`}
          about="This cannot be taken back."
          run={async () => {
            await remove.mutateAsync({ params, headers: { 'if-match': `"${version}"` } });
            tell(`${title} is removed.`);
          }}
        />
      ) : null}
    </div>
  );
}
