import * as z from 'zod';
import { instantSchema, leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { type Answer, mayHaveGone } from './answer.ts';

/**
 * Who has answered one message: the answers that were claimed and may have gone out, the first one first. It is written with the
 * claim, so that of two who answer at the same moment one does not send.
 */
export const answeredMessageSchema = z.object({
  workspace: workspaceIdSchema,
  leadId: leadIdSchema,
  message: z.string(),
  version: z.number().int().min(1),
  answers: z.array(
    z.object({
      id: z.string(),
      by: z.string(),
      task: z.string().optional(),
      at: instantSchema,
    }),
  ),
});
export type AnsweredMessage = z.infer<typeof answeredMessageSchema>;
export type AnsweredBy = AnsweredMessage['answers'][number];

/** The message that it answers alone; undefined for what answers none. A meeting has mails of its own, one for each version. */
export const messageOf = ({
  answers,
  invitation,
}: Pick<Answer, 'answers' | 'invitation'>): string | undefined => (invitation ? undefined : answers);

/** Who answered the message after the answer that this one follows; undefined when it may go out. */
export function takenBy(
  known: AnsweredMessage | undefined,
  { id, after }: Pick<Answer, 'id' | 'after'>,
): AnsweredBy | undefined {
  const others = known?.answers.filter((each) => each.id !== id) ?? [];
  const seen = others.findIndex((each) => each.id === after);
  return others.slice(seen + 1).at(-1);
}

export const takenReason = ({ id, by, task, at }: AnsweredBy): string =>
  `${task === undefined ? by : `Task ${task}`} has answered this message already, at ${at} (${id}).`;

/** The record as this answer makes it; the same one (by identity) when it says so already. */
export function noted(
  known: AnsweredMessage | undefined,
  answer: Pick<Answer, 'workspace' | 'leadId' | 'id' | 'by' | 'task' | 'state' | 'claimedAt'>,
  message: string,
): AnsweredMessage | undefined {
  const { workspace, leadId, id, by, task, claimedAt } = answer;
  const isNoted = known?.answers.some((each) => each.id === id) === true;
  if (claimedAt === undefined || mayHaveGone(answer) === isNoted) return known;
  const others = known?.answers.filter((each) => each.id !== id) ?? [];
  return {
    ...(known ?? { workspace, leadId, message }),
    version: (known?.version ?? 0) + 1,
    answers: isNoted ? others : [...others, { id, by, task, at: claimedAt }],
  };
}
