import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import { type SendAnswerDeps, sendAnswer } from '../../inbox/app/send-answer.ts';
import { withdrawAnswer } from '../../inbox/app/settle-answer.ts';
import { takeAnswer } from '../../inbox/app/take-answer.ts';
import { type Answer, answerIdOf, hasComeToNothing } from '../../inbox/domain/answer.ts';
import { RexError } from '../../kernel/errors.ts';
import { REX } from '../../kernel/events.ts';
import { sha256 } from '../../kernel/hash.ts';
import { shortHash } from '../../kernel/ids.ts';
import type { Done, Performed } from '../../tasks/app/ports/handler.ts';

export interface SendByTaskDeps extends SendAnswerDeps {
  readonly approvals: Pick<ApprovalStore, 'get'>;
}

/** An e-mail of a task: an answer of the inbox, whose record is its ledger. */
export interface TaskMail {
  readonly workspace: string;
  readonly taskId: string;
  readonly leadId: string;
  /** The message that it answers. */
  readonly answers: string | undefined;
}

const MOST_TRIES = 50;

/**
 * The id of a try. All answers to one message have ids of one row, whatever task they are of, and a try takes the next one only when
 * the one before came to nothing: so a message is answered once.
 */
const idOf = ({ workspace, taskId, leadId, answers }: TaskMail, n: number): string => {
  const of = answers === undefined ? `task ${taskId}` : `message ${answers}`;
  return answerIdOf(leadId, shortHash(`${workspace} ${leadId} ${of} ${n}`, 20));
};

/** The latest try: its answer where it may still go out or has gone; else the id of the next one. */
export async function latestTry(
  { answers }: Pick<SendByTaskDeps, 'answers'>,
  mail: TaskMail,
): Promise<{ readonly id: string; readonly answer: Answer | undefined }> {
  const { workspace, leadId } = mail;
  for (let n = 0; n < MOST_TRIES; n++) {
    const id = idOf(mail, n);
    const answer = await answers.get({ workspace, leadId, id });
    if (!answer || !hasComeToNothing(answer)) return { id, answer };
  }
  throw new RexError('CONFLICT', `It was tried ${MOST_TRIES} times.`);
}

/** Sends it by the sender of answers, once: its guards, its claim, its ledger. */
export async function sendByTask(
  deps: SendByTaskDeps,
  mail: TaskMail,
  words: { readonly subject: string; readonly text: string },
): Promise<Performed> {
  const { workspace, taskId, leadId } = mail;
  const { id, answer } = await latestTry(deps, mail);
  if (answer && (answer.task !== taskId || answer.state !== 'queued')) return outcomeOf(answer, taskId);
  if (answer) {
    // Left by a try that died; its words may be others.
    await withdraw(deps, answer);
    return { outcome: 'unavailable', reason: 'An earlier try was taken back.' };
  }
  try {
    await takeAnswer(
      // It is sent here; the monitor queues it when this process dies.
      { ...deps, answerQueue: { send: async () => undefined } },
      {
        ref: { workspace, leadId, id },
        requestHash: sha256(JSON.stringify([taskId, words])),
        channel: 'email',
        answers: mail.answers,
        drafted: true,
        task: taskId,
        words: () => words,
        cause: causeOf(taskId),
      },
    );
  } catch (error) {
    if (!(error instanceof RexError) || !NEVER.has(error.code)) throw error;
    return { outcome: 'refused', reason: error.message };
  }
  try {
    await sendAnswer(deps, { workspace, leadId, answerId: id });
    return await ended(deps, mail, id);
  } catch (error) {
    // Whether the provider was called, the ledger knows.
    const found = await lookUpByTask(deps, mail);
    const reason = error instanceof Error ? error.message : 'It failed.';
    return found.outcome === 'done' ? found : { outcome: UNSENT[found.outcome], reason };
  }
}

const UNSENT = { absent: 'unavailable', unknown: 'unknown' } as const;

const NEVER = new Set(['NOT_FOUND', 'CONFLICT', 'IDEMPOTENCY_MISMATCH', 'VALIDATION_FAILED']);

/** After a death: what the ledger knows of it. What has not gone out is taken back first. */
export async function lookUpByTask(
  deps: SendByTaskDeps,
  mail: TaskMail,
): Promise<Done | { readonly outcome: 'absent' | 'unknown' }> {
  const { answer } = await latestTry(deps, mail);
  if (answer?.task !== mail.taskId) return { outcome: 'absent' };
  const settled = answer.state === 'queued' ? await withdraw(deps, answer) : answer;
  const found = outcomeOf(settled, mail.taskId);
  if (found.outcome === 'done') return found;
  return { outcome: found.outcome === 'unknown' ? 'unknown' : 'absent' };
}

/** What waits is taken back: the task comes again, and looks at everything anew. */
async function ended(deps: SendByTaskDeps, mail: TaskMail, id: string): Promise<Performed> {
  const { workspace, leadId, taskId } = mail;
  const answer = await deps.answers.get({ workspace, leadId, id });
  if (!answer) return { outcome: 'refused', reason: 'The person was erased meanwhile.' };
  if (answer.state !== 'queued') return outcomeOf(answer, taskId);
  const { reason = 'It cannot go out now.', dueAt } = answer;
  const left = await withdraw(deps, answer);
  if (left.state !== 'withdrawn') return outcomeOf(left, taskId);
  return { outcome: 'unavailable', reason, ...(dueAt === undefined ? {} : { retryAt: new Date(dueAt) }) };
}

/** The answer as it is then: another process may have been faster. */
async function withdraw(deps: SendByTaskDeps, { workspace, leadId, id, task = '' }: Answer): Promise<Answer> {
  try {
    return await withdrawAnswer(deps, { workspace, id, cause: causeOf(task) });
  } catch (error) {
    const now = await deps.answers.get({ workspace, leadId, id });
    if (!(error instanceof RexError && error.code === 'CONFLICT') || !now) throw error;
    return now;
  }
}

const causeOf = (taskId: string) => ({ actor: REX, correlationId: taskId });

function outcomeOf(answer: Answer, taskId: string): Performed {
  const { id, state, task, by, reason, providerMessageId } = answer;
  if (task !== taskId)
    return { outcome: 'refused', reason: `${by} has answered this message already (${id}).` };
  switch (state) {
    case 'sent':
    case 'delivered':
    case 'bounced':
    case 'complained':
      return {
        outcome: 'done',
        ...(providerMessageId === undefined ? {} : { providerId: providerMessageId }),
        result: { answer: id, state },
      };
    case 'claimed':
    case 'unknown':
      return { outcome: 'unknown', reason: reason ?? 'The provider of e-mail gave no answer.' };
    default:
      return { outcome: 'refused', reason: reason ?? `It is ${state} (${id}).` };
  }
}
