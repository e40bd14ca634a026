import { Link } from '@tanstack/react-router';
import * as z from 'zod';
import type { MoveView } from '../../../../shared/campaigns/contract/move.ts';
import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { useCommand, usePages } from '../../api/hooks.ts';
import { Who } from '../../app/who.tsx';
import { useSession } from '../../sign-in/session-context.ts';
import { Badge, State, wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Paged, ShowMore } from '../../ui/paged.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toast.tsx';
import { inOrder } from './in-order.ts';
import { PlanMove } from './plan-move.tsx';

const columnsOf = (moves: readonly MoveView[]): readonly Column<MoveView>[] => [
  { header: 'Move', width: '1.4fr', cell: ({ title }) => <span title={title}>{title}</span> },
  {
    header: 'Why',
    width: '2.4fr',
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
  { header: 'By', width: '1.6fr', wide: true, cell: (move) => <CarriedOutBy of={move} /> },
  ...(moves.some(({ owner }) => owner !== null) ? [OWNER] : []),
  ...(moves.some(({ dueAt }) => dueAt !== null) ? [DUE] : []),
  ...(moves.some(({ state }) => CAN_BE_TURNED.has(state)) ? [ACTIONS] : []),
];

const CAN_BE_TURNED: ReadonlySet<MoveView['state']> = new Set(['started', 'failed', 'cancelled']);
const ACTIONS: Column<MoveView> = {
  header: 'Actions',
  width: '11rem',
  align: 'end',
  cell: (move) => <MoveActions of={move} />,
};
const OWNER: Column<MoveView> = {
  header: 'Owner',
  width: '1fr',
  wide: true,
  cell: ({ owner }) => (owner === null ? null : <Who is={owner} />),
};
const DUE: Column<MoveView> = {
  header: 'Due',
  width: '7rem',
  align: 'end',
  wide: true,
  cell: ({ dueAt }) => (dueAt === null ? null : <Time at={dueAt} />),
};

/** What a person does; or the mission or task, with the way there as soon as it is. */
function CarriedOutBy({ of: { by, part } }: { readonly of: MoveView }) {
  const { kind, instructions, mission, task } = bySchema.parse(by);
  if (kind === 'person') return <span title={instructions}>A person: {instructions}</span>;
  const words = wordsOf(mission?.type ?? task?.type ?? kind);
  if (part === null) return words;
  return (
    <Link to={kind === 'mission' ? '/missions/$id' : '/tasks/$id'} params={{ id: part } as never}>
      {words}
    </Link>
  );
}

const whichSchema = z.object({ type: z.string() }).optional();
/** `by` is open in the contract: what a later version adds is left out. */
const bySchema = z.object({
  kind: z.string(),
  instructions: z.string().optional(),
  mission: whichSchema,
  task: whichSchema,
});

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
          <PlanMove campaign={campaign} moves={pages.rows} />
        ) : null
      }
    >
      <Paged
        pages={pages}
        empty={
          <Empty title="No move yet">
            Plan one: a mission, or something that a person does. Tasks are planned on the command line.
          </Empty>
        }
      >
        <Table
          label="Moves"
          columns={columnsOf(pages.rows)}
          rows={inOrder(pages.rows)}
          keyOf={({ id }) => id}
        />
        <ShowMore pages={pages} />
      </Paged>
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
          reasonLabel="What came of it"
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
