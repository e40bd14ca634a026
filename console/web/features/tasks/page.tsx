import { Link } from '@tanstack/react-router';
import * as z from 'zod';
import { taskRoutes } from '../../../../shared/tasks/contract/routes.ts';
import { TASK_STATUSES } from '../../../../shared/tasks/contract/task.ts';
import { useApi, usePages } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Filter, Filters } from '../../ui/filters.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Paged } from '../../ui/paged.tsx';
import { ROWS_A_PAGE, Table } from '../../ui/table.tsx';
import { taskColumns } from './columns.tsx';
import { ExecutorCard } from './executor-card.tsx';

const addressSchema = z.object({ status: z.enum(TASK_STATUSES) });

/** Tasks of agents and of people: those that wait for a person first, then all of them. */
export function Page() {
  const session = useSession();
  const [{ status }, change] = useAddress(addressSchema);
  const query = { status, limit: ROWS_A_PAGE };
  const pages = usePages(taskRoutes.listTasks, { query }, ({ tasks }) => tasks);
  const mayCreate = session.may(taskRoutes.createTask);
  return (
    <PageFrame
      title="Tasks"
      about="What agents do one by one, and what they ask a person to do."
      actions={
        <>
          <CopyAs route={taskRoutes.listTasks} request={{ query }} command="rex tasks list" />
          {mayCreate ? (
            <Link to="/tasks/new" className={buttonClass('primary')}>
              New task
            </Link>
          ) : null}
        </>
      }
    >
      {session.may(taskRoutes.executorStatus) ? <ExecutorCard /> : null}
      {status === undefined ? <Waiting /> : null}
      <Filters>
        <Filter
          label="Status"
          value={status}
          options={TASK_STATUSES.map((each) => [each, wordsOf(each)])}
          onChange={(value) => change({ status: value })}
        />
      </Filters>
      <Card title={status === undefined ? 'All tasks' : wordsOf(status)} flush>
        <Paged
          pages={pages}
          lines={6}
          empty={
            <Empty title={status ? 'No task is in this state' : 'No task yet'}>
              {status ? null : (
                <p>
                  Missions and agents create tasks; you can create one too: look at a page, publish a post,
                  answer a question. What changes something outside waits for your approval until an agent has
                  earned more.
                </p>
              )}
            </Empty>
          }
        >
          <Table
            label="Tasks"
            columns={taskColumns}
            rows={pages.rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/tasks/${id}`}
            more={pages.more}
            hasMore={pages.hasMore}
          />
        </Paged>
      </Card>
    </PageFrame>
  );
}

/** Tasks that go on only when a person has done something. */
function Waiting() {
  const escalated = useApi(taskRoutes.listTasks, { query: { status: 'escalated', limit: 100 } });
  const request = { query: { status: 'awaiting_approval', limit: 100 } } as const;
  const asking = usePages(taskRoutes.listTasks, request, ({ tasks }) => tasks);
  const rows = [...(escalated.data?.tasks ?? []), ...asking.rows];
  if (rows.length === 0) return null;
  return (
    <Card title="Waits for a person" flush>
      <Table
        label="Tasks that wait for a person"
        columns={taskColumns}
        rows={rows}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => `/tasks/${id}`}
        more={asking.more}
        hasMore={asking.hasMore}
      />
    </Card>
  );
}
