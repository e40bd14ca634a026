import * as z from 'zod';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import { sentenceOf } from '../../engagement/domain/sentence-of.ts';
import type { Clock } from '../../kernel/clock.ts';
import { leadIdSchema, missionIdSchema } from '../../kernel/contract/common.ts';
import { RexError } from '../../kernel/errors.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { listedMessageSchema, sentMessageViewSchema } from '../../leads/contract/routes.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { nameOf } from '../domain/cohort-ledger.ts';
import {
  applyFeedback,
  engagementsOf,
  type Feedback,
  judgementsOf,
  type Send,
  whyNotSent,
} from '../domain/send.ts';
import type { SendLedger, SendRef } from './ports/sending.ts';

export type SentMessageView = z.infer<typeof sentMessageViewSchema>;
type ListedMessage = z.infer<typeof listedMessageSchema>;

export interface ViewMessagesDeps {
  readonly missions: MissionStore;
  readonly cohorts: CohortStore;
  readonly ledger: SendLedger;
  readonly clock: Clock;
}

export interface ListMessagesDeps extends ViewMessagesDeps {
  readonly leads: Pick<LeadStore, 'getMany'>;
}

/** The last message that was listed. */
const positionSchema = z.strictObject({
  cohort: z.string().min(1),
  leadId: leadIdSchema,
  step: z.int().min(1),
});

/** The parts of a message's id. */
const nameSchema = z.object({
  missionId: missionIdSchema,
  cohort: z.string().min(1),
  leadId: leadIdSchema,
  step: z.coerce.number().int().min(1),
});

const messageId = (send: SendRef): string => `${send.missionId}~${send.cohort}~${send.leadId}~${send.step}`;

export const viewMessage = (send: Send): SentMessageView => ({
  id: messageId(send),
  missionId: send.missionId,
  leadId: send.leadId,
  step: send.step,
  variant: send.variant,
  channel: send.channel,
  channelReason: send.channelReason ?? null,
  state: send.state,
  reason: whyNotSent(send) ?? null,
  subject: send.subject,
  claimedAt: send.claimedAt,
  sentAt: send.sentAt ?? null,
  deliveredAt: send.deliveredAt ?? null,
  openedAt: send.openedAt ?? null,
  clickedAt: send.clickedAt ?? null,
  repliedAt: send.repliedAt ?? null,
  unsubscribedAt: send.unsubscribedAt ?? null,
  bookedAt: send.bookedAt ?? null,
  bouncedAt: send.bouncedAt ?? null,
  engagements: viewEngagements(send),
  judgedBy: send.judgedBy ?? 1,
  providerMessageId: send.providerMessageId ?? null,
});

function viewEngagements(send: Send): SentMessageView['engagements'] {
  const judgements = judgementsOf(send);
  return engagementsOf(send).flatMap(({ kind, at }, i) => {
    const judgement = judgements[i];
    if (!judgement) return [];
    const { probability, byPerson, parts } = judgement;
    const signs = parts.map(({ sign, logOdds }) => ({ sign, logOdds, sentence: sentenceOf(sign) }));
    return [{ kind, at, probability: Math.round(probability * 10_000) / 10_000, byPerson, signs }];
  });
}

/**
 * Messages of a mission, cohort by cohort, with the people whom they are to.
 * @throws RexError NOT_FOUND, VALIDATION_FAILED for a foreign cursor
 */
export async function listMessages(
  deps: ListMessagesDeps,
  workspace: string,
  input: { readonly missionId: string; readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ messages: ListedMessage[]; cursor: string | null }> {
  if (!(await deps.missions.get(workspace, input.missionId))) {
    throw new RexError('NOT_FOUND', `There is no mission ${input.missionId}.`);
  }
  const cohorts = (await deps.cohorts.list(workspace, input.missionId)).map((cohort) => cohort.id);
  const last = input.cursor === undefined ? undefined : decodeCursor(input.cursor, positionSchema);
  const messages: SentMessageView[] = [];
  for (const cohort of cohorts.filter((id) => !last || id >= last.cohort)) {
    const sends = await deps.ledger.ofCohort({ workspace, missionId: input.missionId, cohort });
    const isListed = (send: Send): boolean => last?.cohort === cohort && nameOf(send) <= nameOf(last);
    const page = sends.filter((send) => !isListed(send)).slice(0, input.limit - messages.length);
    messages.push(...page.map(viewMessage));
    const end = page.at(-1);
    if (messages.length >= input.limit && end) {
      const cursor = encodeCursor({ cohort, leadId: end.leadId, step: end.step });
      return { messages: await withPeople(deps, workspace, messages), cursor };
    }
  }
  return { messages: await withPeople(deps, workspace, messages), cursor: null };
}

async function withPeople(
  { leads }: ListMessagesDeps,
  workspace: string,
  messages: readonly SentMessageView[],
): Promise<ListedMessage[]> {
  const found = await leads.getMany(workspace, [...new Set(messages.map(({ leadId }) => leadId))]);
  const people = new Map(found.flatMap((lead) => (lead ? [[lead.id, lead] as const] : [])));
  return messages.map((message) => {
    const profile = people.get(message.leadId)?.profile;
    const name = [profile?.firstName, profile?.lastName].filter(Boolean).join(' ') || null;
    return { ...message, to: profile ? { name, address: profile.address } : null };
  });
}

/** A person says what became of a message whose fate is unknown. Rex sends it again in neither case. */
export function resolveMessage(
  deps: ViewMessagesDeps,
  workspace: string,
  id: string,
  outcome: 'sent' | 'not_sent',
): Promise<SentMessageView> {
  const [missionId, cohort, leadId, step] = id.split('~');
  const named = nameSchema.safeParse({ missionId, cohort, leadId, step });
  return retryOnConflict(async () => {
    const ledger = named.success ? await deps.ledger.read({ workspace, ...named.data }) : undefined;
    const send = named.success ? ledger?.sends.get(nameOf(named.data)) : undefined;
    if (!ledger || !send) throw new RexError('NOT_FOUND', `There is no message ${id}.`);
    if (send.state !== 'unknown') {
      throw new RexError(
        'CONFLICT',
        `This message is ${send.state}; only a message in the state unknown can be resolved.`,
      );
    }
    const at = deps.clock.now().toISOString();
    const feedback: Feedback =
      outcome === 'sent'
        ? { kind: 'sent', at: send.claimedAt }
        : { kind: 'rejected', at, reason: `not sent, says a person at ${at}` };
    await deps.ledger.tell(ledger, [{ ref: send, feedback }]);
    return viewMessage(applyFeedback(send, feedback));
  });
}
