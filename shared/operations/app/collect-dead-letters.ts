import * as z from 'zod';
import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import { raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';
import type { DeadLetterStore, DeadMessage, DeadQueues } from './ports/dead-letters.ts';

export interface CollectDeadLettersDeps {
  readonly queues: DeadQueues;
  readonly letters: DeadLetterStore;
  readonly alerts: AlertStore;
  readonly clock: Clock;
  /** The workspace whose admins see messages that belong to no workspace. */
  readonly operatorsWorkspace: string;
}

/** Most messages of one queue in one round; the next round continues. */
const MOST = 200;
/** Nearly all are empty, and SQS is asked for each by itself. */
const QUEUES_AT_ONCE = 8;

/**
 * Moves messages from the dead-letter queues into records, which people can see and decide about. A message is stored before
 * it is deleted from its queue; after a death in between, it is found stored the next time.
 */
export async function collectDeadLetters(deps: CollectDeadLettersDeps): Promise<number> {
  const collected = await mapConcurrent(deps.queues.names, QUEUES_AT_ONCE, (queue) =>
    collectFrom(deps, queue),
  );
  return collected.reduce((sum, each) => sum + each, 0);
}

async function collectFrom(deps: CollectDeadLettersDeps, queue: string): Promise<number> {
  let collected = 0;
  for (let found = 0; found < MOST; ) {
    const messages = await deps.queues.receive(queue);
    if (messages.length === 0) break;
    found += messages.length;
    for (const message of messages) if (await keep(deps, queue, message)) collected += 1;
    await deps.queues.remove(
      queue,
      messages.map(({ receipt }) => receipt),
    );
  }
  return collected;
}

async function keep(deps: CollectDeadLettersDeps, queue: string, message: DeadMessage): Promise<boolean> {
  const workspace = workspaceOf(message.body) ?? deps.operatorsWorkspace;
  const failure = await deps.letters.failureOf(message.id);
  const isNew = await deps.letters.add({
    workspace,
    id: message.id,
    version: 1,
    queue,
    body: message.body,
    correlationId: message.correlationId,
    failure,
    receives: message.receives,
    sentAt: message.sentAt.toISOString(),
    diedAt: deps.clock.now().toISOString(),
    state: 'open',
  });
  if (isNew) {
    await raiseAlert(deps, {
      workspace,
      type: 'dead-letter',
      severity: 'critical',
      title: `A message in ${queue} could not be processed`,
      message: [
        `A message failed ${message.receives} times${failure ? `: ${failure.problem}` : ''}.`,
        deps.queues.impactOf(queue),
        'See "rex dead-letters list", then replay or discard it.',
      ]
        .filter(Boolean)
        .join(' '),
      evidence: { queue, code: failure?.code ?? 'unknown', deadLetter: message.id },
      cause: `dead-letter#${queue}`,
    });
  }
  return isNew;
}

const ownSchema = z.object({ workspace: workspaceIdSchema });
/** SES events have the workspace in the tags of the mail, inside of an SNS envelope. */
const taggedSchema = z.object({
  mail: z.object({ tags: z.object({ workspace: z.tuple([workspaceIdSchema]) }) }),
});
const envelopeSchema = z.object({ Message: z.string() });

/** The workspace of a message, if the message names it. */
function workspaceOf(body: string): string | undefined {
  const json = parse(body);
  const own = ownSchema.safeParse(json).data?.workspace;
  if (own) return own;
  const envelope = envelopeSchema.safeParse(json).data;
  const tags = envelope && taggedSchema.safeParse(parse(envelope.Message)).data;
  return tags?.mail.tags.workspace[0];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
