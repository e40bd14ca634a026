import type { MoveView } from '../../../../shared/campaigns/contract/move.ts';
import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { useApi, useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Badge, State } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Empty, Loaded } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toast.tsx';
import { inOrder } from './in-order.ts';
import { PlanMove } from './plan-move.tsx';

const columns: readonly Column<MoveView>[] = [
  { header: 'Move', width: '1.2fr', cell: ({ title }) => title },
  {
    header: 'Why',
    width: '2fr',
    cell: ({ reason }) => <span title={reason ?? undefined}>{reason}</span>,
  },
  {
    header: 'State',
    width: '9rem',
    cell: ({ state, late }) => (
      <>
        <State of={state} /> {late ? <Badge tone="warn">Late</Badge> : null}
      </>
    ),
  },
  { header: 'By', width: '6rem', wide: true, cell: ({ by }) => String(by['kind']) },
  { header: 'Owner', width: '7rem', wide: true, cell: ({ owner }) => owner },
  {
    header: 'Due',
    width: '7rem',
    align: 'end',
    wide: true,
    cell: ({ dueAt }) => (dueAt === null ? null : <Time at={dueAt} />),
  },
  { header: '', width: '11rem', align: 'end', cell: (move) => <MoveActions of={move} /> },
];

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
          <PlanMove campaign={campaign} moves={query.data?.moves ?? []} />
        ) : null
      }
    >
      <Loaded query={query}>
        {({ moves }) =>
          moves.length === 0 ? (
            <Empty title="No move yet">Plan one: a mission, a task, or something that a person does.</Empty>
          ) : (
            <Table label="Moves" columns={columns} rows={inOrder(moves)} keyOf={({ id }) => id} />
          )
        }
      </Loaded>
    </Card>
  );
}

function MoveActions({ of: { id, title, state } }: { readonly of: MoveView }) {
  const session = useSession();
  const tell = useTell();
  const complete = useCommand(campaignRoutes.completeMove, ['campaigns']);
  const retry = useCommand(campaignRoutes.retryMove, ['campaigns']);
  if (!session.may(campaignRoutes.completeMove)) return null;
  const params = { id };
  return (
    <>
      {state === 'started' || state === 'failed' ? (
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
      {state === 'failed' || state === 'cancelled' ? (
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
    </>
  );
}
