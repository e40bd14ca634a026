import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Card } from '../../ui/card.tsx';
import { Empty, Loaded } from '../../ui/notice.tsx';
import { inOrder } from './in-order.ts';
import { MoveForm } from './move-form.tsx';
import { MoveItem } from './move-item.tsx';

/** The plan: each move after those that it waits for. */
export function Moves({ campaign, open }: { readonly campaign: string; readonly open: boolean }) {
  const session = useSession();
  const query = useApi(campaignRoutes.listMoves, { query: { campaign, limit: 100 } });
  return (
    <Card
      title="Moves"
      flush
      actions={
        open && session.may(campaignRoutes.createMove) ? (
          <MoveForm campaign={campaign} moves={query.data?.moves ?? []} />
        ) : null
      }
    >
      <Loaded query={query}>
        {({ moves }) =>
          moves.length === 0 ? (
            <Empty title="No move yet">Plan one: a mission, a task, or something that a person does.</Empty>
          ) : (
            <ol>
              {inOrder(moves).map((move) => (
                <MoveItem key={move.id} of={move} moves={moves} open={open} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </Card>
  );
}
