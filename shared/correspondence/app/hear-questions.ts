import type { Questions } from '../../inbound/app/ports/questions.ts';
import { RexError } from '../../kernel/errors.ts';
import { REX } from '../../kernel/events.ts';
import { leadIdOf, shortHash } from '../../kernel/ids.ts';
import { parseEmailAddress } from '../../leads/domain/email-address.ts';
import { replyIdOf } from '../../leads/domain/hold.ts';
import type { ReplyStore } from '../../replies/app/ports/replies.ts';
import { type CreateTaskDeps, createTask } from '../../tasks/app/create-task.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { type EmailAnswerPayload, emailAnswerType } from '../contract/tasks.ts';

export interface HearQuestionsDeps extends Omit<CreateTaskDeps, 'types'> {
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly replies: Pick<ReplyStore, 'get'>;
}

const TYPES = new Map([[emailAnswerType.type, emailAnswerType]]);

/**
 * Makes a task of each question that a lead writes, where the workspace wants it. Only of what the lead wrote from their own
 * address: the answer goes there. A repeat finds the task.
 */
export const questionsOf = (deps: HearQuestionsDeps): Questions => ({
  async heard({ lead, message, from }) {
    const { workspace, id: leadId } = lead;
    // As it is stored: a person may have corrected what the same words mean.
    const reply = await deps.replies.get(workspace, leadId, message.id);
    if (reply?.kind !== 'reply' || reply.reading?.class !== 'question') return;
    const author = from === undefined ? undefined : parseEmailAddress(from);
    if (!author?.ok || leadIdOf(workspace, author.email.identity) !== leadId) return;
    const settings = (await deps.workspaces.get(workspace))?.settings;
    if (!settings || settings.tasks.email.answers === 'off') return;
    const id = replyIdOf(leadId, message.id);
    const payload: EmailAnswerPayload = { lead: leadId, message: message.id };
    try {
      await createTask(
        { ...deps, types: TYPES },
        {
          workspace,
          body: {
            type: emailAnswerType.type,
            title: 'Answer a question',
            priority: 'high',
            payload,
            missionId: message.missionId,
            dryRun: false,
          },
          idempotencyKey: `${emailAnswerType.type}:${shortHash(id, 26)}`,
          cause: { actor: REX, correlationId: message.id },
        },
      );
    } catch (error) {
      // A member has used this key for another task: their affair, and no reason to refuse the mail.
      if (!(error instanceof RexError && error.code === 'IDEMPOTENCY_MISMATCH')) throw error;
    }
  },
});
