import { useEffect } from 'react';
import { analyticsRoutes } from '../../../shared/analytics/contract/routes.ts';
import { approvalRoutes } from '../../../shared/approvals/contract/routes.ts';
import { inboxRoutes } from '../../../shared/inbox/contract/routes.ts';
import { operationRoutes } from '../../../shared/operations/contract/routes.ts';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { useApi } from '../api/hooks.ts';
import { useSession } from '../sign-in/session-context.ts';
import type { Waiting } from './waiting-context.ts';

/** How many a list of the API gives at once: beyond it the count says "100+". */
const MOST = 100;
const limit = MOST;

const shown = (rows: readonly unknown[] | undefined): string => {
  const many = rows?.length ?? 0;
  return many >= MOST ? `${MOST}+` : many === 0 ? '' : String(many);
};

interface CountWaitingProps {
  readonly onCounts: (counts: Waiting) => void;
}

/**
 * Counts what waits for a person. It draws nothing: it stands apart so that the contracts of all these places are loaded
 * after the page is there.
 */
export function CountWaiting({ onCounts }: CountWaitingProps) {
  const session = useSession();
  const approvals = useApi(approvalRoutes.listApprovals, { query: { state: 'pending', limit } });
  const tasks = useApi(taskRoutes.listTasks, { query: { status: 'escalated', limit } });
  const alerts = useApi(analyticsRoutes.listAlerts, { query: { state: 'open', limit } });
  const inbox = useApi(inboxRoutes.countConversations, {});
  const dead = useApi(
    operationRoutes.listDeadLetters,
    { query: { state: 'open', limit } },
    { enabled: session.may(operationRoutes.listDeadLetters) },
  );
  const open = inbox.data?.all.open ?? 0;
  const text = JSON.stringify({
    approvals: shown(approvals.data?.approvals),
    tasks: shown(tasks.data?.tasks),
    alerts: shown(alerts.data?.alerts),
    inbox: open === 0 ? '' : String(open),
    deadLetters: shown(dead.data?.deadLetters),
  } satisfies Waiting);
  useEffect(() => onCounts(JSON.parse(text)), [text, onCounts]);
  return null;
}
