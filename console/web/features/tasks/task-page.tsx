import { Link } from '@tanstack/react-router';
import { type TaskDetail, taskRoutes } from '../../../../shared/tasks/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { usePathPart } from '../../app/address.ts';
import { Who } from '../../app/who.tsx';
import { State, wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded, Notice } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Prose } from '../../ui/prose.tsx';
import { Time } from '../../ui/time.tsx';
import { Value } from '../../ui/values.tsx';
import { DecideTask } from './decide-task.tsx';
import { EffectCard } from './effect-card.tsx';
import { PayloadCard } from './payload-card.tsx';
import { SnapshotsCard } from './snapshots-card.tsx';
import { TaskActions } from './task-actions.tsx';
import { possible, toneOfTask } from './task-state.ts';

/** One task: what exactly it does, what happened, what it waits for, and what a person can do. */
export function Page() {
  const id = usePathPart('id');
  const task = useApi(taskRoutes.getTask, { params: { id } });
  return <Loaded query={task}>{(data) => <TaskShown key={data.id} task={data} />}</Loaded>;
}

function TaskShown({ task }: { readonly task: TaskDetail }) {
  const { id, title, status, type, description } = task;
  const params = { id };
  return (
    <PageFrame
      title={title}
      about={
        <span className="row">
          <State of={status} tone={toneOfTask(status)} />
          <code>{type}</code>
        </span>
      }
      actions={
        <>
          <CopyAs route={taskRoutes.getTask} request={{ params }} command={`rex tasks show ${id}`} />
          <TaskActions task={task} />
        </>
      }
    >
      {task.error === null ? null : (
        <Notice tone={status === 'completed' ? 'info' : 'warn'}>
          <p>
            <Prose of={task.error} />
          </p>
        </Notice>
      )}
      {possible(task).decide ? <DecideTask task={task} /> : null}
      <div className="grid">
        <EffectCard task={task} />
        <div className="stack">
          <Card title="What happened and what it waits for">
            <div className="stack-tight">
              {description === null ? null : <p>{description}</p>}
              <ol className="stack-tight">
                {task.explanation.map((sentence) => (
                  <li key={sentence}>
                    <Prose of={sentence} />
                  </li>
                ))}
              </ol>
            </div>
          </Card>
          <FactsCard task={task} />
        </div>
      </div>
      <SnapshotsCard snapshots={task.snapshots} />
      <PayloadCard task={task} />
    </PageFrame>
  );
}

const taskLink = (id: string | null) =>
  id === null ? null : (
    <Link to="/tasks/$id" params={{ id } as never}>
      {id}
    </Link>
  );

const whoOf = (subject: string | null) => (subject === null ? null : <Who is={subject} />);

function FactsCard({ task }: { readonly task: TaskDetail }) {
  const { decision, missionId, approvalId, result, deliverableUrl } = task;
  return (
    <Card title="Facts">
      <Facts
        of={[
          ['Priority', wordsOf(task.priority)],
          ['Agent', task.agent],
          ['Due', <Time key="due" at={task.dueAt} />],
          ['Created', <Time key="created" at={task.createdAt} />],
          ['By', <Who key="by" is={task.createdBy} />],
          ['Dry run', task.dryRun ? 'Yes: everything happens but the effect' : null],
          [
            'Decision',
            decision === null ? null : `${wordsOf(decision.verdict)} (${decision.rule}): ${decision.because}`,
          ],
          ['Approved by', whoOf(task.approvedBy)],
          ['Rejected by', whoOf(task.rejectedBy)],
          ['Because', task.rejectedReason],
          ['Changed by', whoOf(task.editedBy)],
          ['Attempts', task.attempts === 0 ? null : task.attempts],
          ['Last attempt', task.lastAttemptAt === null ? null : <Time key="last" at={task.lastAttemptAt} />],
          ['Completed', task.completedAt === null ? null : <Time key="done" at={task.completedAt} />],
          ['Delivered', deliverableUrl],
          ['At the provider', task.providerId],
          ['Result', result === null ? null : <Value key="result" of={result} />],
          [
            'Mission',
            missionId === null ? null : (
              <Link key="mission" to="/missions/$id" params={{ id: missionId } as never}>
                {missionId}
              </Link>
            ),
          ],
          ['Approval', approvalId],
          ['Undoes', taskLink(task.undoes)],
          ['Undone by', taskLink(task.undoneBy)],
          ['Id', <code key="id">{task.id}</code>],
        ]}
      />
    </Card>
  );
}
