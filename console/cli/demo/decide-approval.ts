import { approvalRoutes } from '../../../shared/approvals/contract/routes.ts';
import { type Connection, call } from '../api-client.ts';
import { renderApproval } from '../approval-text.ts';
import { CliError } from '../cli-error.ts';
import type { Streams } from '../context.ts';
import { askYesNo, canAsk } from '../terminal/ask.ts';
import type { Terminal } from '../terminal/terminal.ts';

export interface DecideApproval {
  readonly connection: Connection;
  readonly approvalId: string;
  /** The person said yes beforehand. */
  readonly approved: boolean;
  readonly streams: Streams;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

const SAMPLE = 3;

/**
 * Puts the question and approves when the answer is yes. Without an answer nothing is approved, and the mission waits.
 * @throws CliError NOT_APPROVED, or APPROVAL_REQUIRED where nobody can be asked
 */
export async function decideApproval(options: DecideApproval): Promise<void> {
  const { connection, approvalId: id, approved, streams, terminal, signal } = options;
  const approval = await call(connection, approvalRoutes.getApproval, {
    params: { id },
    query: { sample: SAMPLE },
  });
  if (approval.state !== 'pending') return;
  terminal.settle();
  terminal.line(`\n${renderApproval(approval)}\n`);
  if (!approved) await ask({ id, streams, signal });
  await call(connection, approvalRoutes.approve, { params: { id }, body: { digest: approval.digest } });
  terminal.line('Approved.');
}

async function ask({
  id,
  streams,
  signal,
}: {
  id: string;
  streams: Streams;
  signal: AbortSignal;
}): Promise<void> {
  if (!canAsk(streams)) {
    throw new CliError(
      'APPROVAL_REQUIRED',
      `The messages wait for an approval (${id}), and nobody is here to ask. Run "rex demo --yes" to approve and go on.`,
    );
  }
  if (await askYesNo('Send these messages?', streams, signal)) return;
  throw new CliError(
    'NOT_APPROVED',
    `Nothing was sent. The mission waits: "rex demo" asks again, "rex approvals reject ${id} --reason ..." ends it.`,
  );
}
