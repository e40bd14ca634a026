import type { Actor } from '../../kernel/events.ts';
import { countFailure } from '../../leads/app/count-failure.ts';
import { suppressLead } from '../../leads/app/suppress-lead.ts';
import type { Bounce } from '../../mail/domain/bounces.ts';
import { bouncesOf } from '../../sending/domain/bounce-effect.ts';
import { threadsIn } from './find-thread.ts';
import type { MailOfLead, ReceiveMailDeps } from './received-mail.ts';

/** Records a bounce report of another server, as far as it concerns the lead. A hard failure is final, soft ones add up. */
export async function recordBounce(
  deps: ReceiveMailDeps,
  { received, texts, lead, missionId, step }: MailOfLead,
  bounces: readonly Bounce[],
  why: {
    readonly workspace: string;
    readonly source: string;
    readonly actor: Actor;
    readonly correlationId: string;
  },
): Promise<void> {
  const { workspace, id: leadId } = lead;
  const leadIds = threadsIn(deps.threadSecret, texts.reported)
    .filter((thread) => thread.workspace === workspace)
    .map((thread) => thread.leadId);
  const own = bouncesOf(lead, bounces, { text: texts.reported, leadIds });
  const hard = own.some(({ severity }) => severity === 'hard');
  const soft = hard ? undefined : own[0];
  const at = received.receivedAt;
  const stopped = hard
    ? await suppressLead(deps, { ...why, leadId, reason: 'hard_bounce' }, lead)
    : soft &&
      (await countFailure(deps, lead, {
        reason: soft.reason,
        at,
        ...why,
        source: failureOf(missionId, step, why),
      }));
  if (stopped && step !== undefined)
    await deps.feedback.recordInbound({ lead: stopped, missionId, step, kind: 'bounce', at });
}

/** SES may report the same failure by its own event, and a server each of its tries: a message fails only once. */
const failureOf = (
  missionId: string | undefined,
  step: number | undefined,
  { source }: { readonly source: string },
): string => (missionId === undefined || step === undefined ? source : `message ${missionId}#${step}`);
