import { Link } from '@tanstack/react-router';
import { Who } from '../../../app/who.tsx';
import { count } from '../../../format/numbers.ts';
import { Card } from '../../../ui/card.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Time } from '../../../ui/time.tsx';
import { costText } from '../words.ts';
import type { Approval } from './view.ts';

/** Whom and how many it concerns, what it costs, and until when it can be answered. */
export function About({
  approval,
  mission,
}: {
  readonly approval: Approval;
  readonly mission?: string | undefined;
}) {
  const { subject, missionId, recipients, messages, task, answer, change, state, digest } = approval;
  const writes = subject !== 'settings' && messages > 0;
  return (
    <Card title="The question">
      <Facts
        of={[
          [
            'Mission',
            missionId === null ? null : (
              <Link key="m" to="/missions/$id" params={{ id: missionId } as never}>
                {mission ?? missionId}
              </Link>
            ),
          ],
          ['People', writes ? count(recipients) : null],
          ['Messages', writes ? count(messages) : null],
          [
            'Task',
            task && (
              <Link to="/tasks/$id" params={{ id: task.id } as never}>
                {task.title}
              </Link>
            ),
          ],
          ['Agent', task?.agent],
          ['Asked by', answer && <Who key="by" is={answer.requestedBy} />],
          ['Recommendation', change && <Link to="/recommendations">{change.recommendationId}</Link>],
          ['Cost', costText(approval.estimatedCostUsd)],
          ['Asked', <Time key="asked" at={approval.createdAt} />],
          [
            'Expires',
            state === 'pending' ? (
              <>
                <Time at={approval.expiresAt} />
                <span className="quiet"> (no answer is a no)</span>
              </>
            ) : null,
          ],
          ['Rules of content', `version ${approval.policyVersion}`],
          [
            'Fingerprint',
            <code key="digest" title="The decision is about exactly the content that has this fingerprint">
              {digest.slice(0, 16)}
            </code>,
          ],
        ]}
      />
    </Card>
  );
}
