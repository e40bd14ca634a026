import type { Seat, WorkList } from '../../../../shared/seats/contract/seat.ts';
import { listField } from '../../../../shared/seats/contract/seat.ts';
import type { SeatStatus, WorkView } from '../../../../shared/seats/contract/work.ts';
import { useApi, usePages } from '../../api/hooks.ts';
import { State } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { labelOf } from '../../ui/label-of.ts';
import { Empty, Loaded } from '../../ui/notice.tsx';
import { Paged } from '../../ui/paged.tsx';
import { type Column, ROWS_A_PAGE, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { routeOf, type SeatTab } from './seats.ts';
import { Work } from './work.tsx';

interface WorksProps {
  readonly seat: Seat;
  readonly tab: SeatTab;
  readonly unlisted: SeatStatus['unlisted'];
  /** Where a figure was followed: the ids of what it is counted from. */
  readonly only: ReadonlySet<string> | undefined;
  readonly selected: string | undefined;
  readonly select: (id: string | undefined) => void;
}

/** The works of a tab: the one that is looked at above, the lists below. */
export function Works({ seat, tab, unlisted, only, selected, select }: WorksProps) {
  const lists = Object.entries(seat.lists).filter(([, { kind }]) => tab.kinds.includes(kind));
  const isWanted = ({ id }: { readonly id: string }) => only === undefined || only.has(id);
  const rest = unlisted.filter(({ kind }) => tab.kinds.includes(kind)).filter(isWanted);
  const isListed = (kind: string) => lists.some(([, list]) => list.kind === kind);
  return (
    <>
      {lists.map(([operation, list]) => (
        <Listed
          key={operation}
          seat={seat}
          operation={operation}
          list={list}
          only={only}
          selected={selected}
          select={select}
        />
      ))}
      {tab.kinds.every(isListed) ? null : (
        <Rows seat={seat} title="The newest" rows={rest} selected={selected} select={select} />
      )}
    </>
  );
}

interface ListedProps extends Omit<WorksProps, 'tab' | 'unlisted'> {
  readonly operation: string;
  readonly list: WorkList;
}

function Listed({ seat, operation, list, only, selected, select }: ListedProps) {
  const pages = usePages(
    routeOf(seat, operation),
    { query: { limit: ROWS_A_PAGE } } as never,
    (page) => (page as Record<string, WorkView[]>)[listField(list)] ?? [],
  );
  const rows = pages.rows
    .map((row) => ({ ...row, kind: list.kind }))
    .filter(({ id }) => only === undefined || only.has(id));
  const { prefix } = seat.kinds[list.kind] ?? { prefix: '' };
  const isElsewhere =
    selected?.startsWith(`${prefix}_`) && !pages.isLoading && !rows.some(({ id }) => id === selected);
  return (
    <>
      {isElsewhere && list.one ? (
        <Elsewhere seat={seat} kind={list.kind} one={list.one} id={selected ?? ''} select={select} />
      ) : null}
      <Paged
        pages={pages}
        empty={<Empty title={`No ${labelOf(list.kind).toLowerCase()} yet`}>{list.summary}</Empty>}
      >
        <Rows
          seat={seat}
          title={list.summary.replace(/\.$/, '')}
          rows={rows}
          selected={selected}
          select={select}
          more={pages.more}
          hasMore={pages.hasMore}
        />
      </Paged>
    </>
  );
}

/** One that is not among the rows that were read. */
function Elsewhere({
  seat,
  kind,
  one,
  id,
  select,
}: {
  readonly seat: Seat;
  readonly kind: string;
  readonly one: NonNullable<WorkList['one']>;
  readonly id: string;
  readonly select: WorksProps['select'];
}) {
  const query = useApi(routeOf(seat, one.operationId), { params: { [one.id]: id } } as never);
  return (
    <Loaded query={query as never} lines={8}>
      {(work: WorkView) => <Work seat={seat} kind={kind} of={work} select={select} />}
    </Loaded>
  );
}

interface RowsProps {
  readonly seat: Seat;
  readonly title: string;
  readonly rows: readonly (WorkView & { readonly kind: string })[];
  readonly selected: string | undefined;
  readonly select: WorksProps['select'];
  readonly more?: () => void;
  readonly hasMore?: boolean;
}

const columns: readonly Column<WorkView>[] = [
  { header: 'What', width: '3fr', cell: ({ title }) => <span title={title}>{title}</span> },
  { header: 'State', width: '7rem', cell: ({ state }) => <State of={state} /> },
  { header: 'Made', width: '9rem', wide: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
];

function Rows({ seat, title, rows, selected, select, more, hasMore = false }: RowsProps) {
  const shown = rows.find(({ id }) => id === selected);
  if (rows.length === 0) return <Empty title="Nothing yet">What is made here stands here.</Empty>;
  const linked: readonly Column<WorkView>[] = columns.map((column, n) =>
    n > 0
      ? column
      : {
          ...column,
          cell: ({ id, title: what }) => (
            <a
              href={`?work=${id}`}
              title={what}
              onClick={(event) => {
                event.preventDefault();
                select(id);
              }}
            >
              {what}
            </a>
          ),
        },
  );
  return (
    <>
      {shown ? <Work key={shown.id} seat={seat} kind={shown.kind} of={shown} select={select} /> : null}
      <Card title={title} flush>
        <Table
          label={title}
          columns={linked}
          rows={rows}
          keyOf={({ id }) => id}
          isCurrent={({ id }) => id === selected}
          {...(more && { more })}
          hasMore={hasMore}
        />
      </Card>
    </>
  );
}
