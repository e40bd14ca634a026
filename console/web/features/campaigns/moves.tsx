import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { usePages } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Paged, ShowMore } from '../../ui/paged.tsx';
import { inOrder } from './in-order.ts';
import { MoveForm } from './move-form.tsx';
import { MoveItem } from './move-item.tsx';

/** The plan: each move after those that it waits for. */
export function Moves({ campaign, open }: { readonly campaign: string; readonly open: boolean }) {
  const session = useSession();
  const request = { query: { campaign, limit: 100 } };
  const pages = usePages(campaignRoutes.listMoves, request, ({ moves }) => moves);
  return (
    <Card
      title="Moves"
      flush
      actions={
        open && session.may(campaignRoutes.createMove) ? (
          <MoveForm campaign={campaign} moves={pages.rows} />
        ) : null
      }
    >
      <Paged
        pages={pages}
        empty={
          <Empty title="No move yet">Plan one: a mission, a task, or something that a person does.</Empty>
        }
      >
        <ol>
          {inOrder(pages.rows).map((move) => (
            <MoveItem key={move.id} of={move} moves={pages.rows} open={open} />
          ))}
        </ol>
        <ShowMore pages={pages} />
      </Paged>
    </Card>
  );
}
