import { withUnsubscribeUrl } from '../../domain/content/unsubscribe-url.ts';
import { composeMail } from '../../domain/mail/compose.ts';
import type { MissionContent } from '../../domain/missions/content.ts';
import type { BuiltMessage } from '../../domain/missions/message.ts';
import type { SendContext } from '../../domain/sending/guards/guard.ts';
import { missionHashOf, threadToken } from '../../domain/sending/thread-token.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Mailer, SendOutcome, SendRef, Texter } from '../ports/sending.ts';

export interface CarryDeps {
  readonly mailer: Mailer;
  /** Absent where no account of a provider of texts is set up. */
  readonly texter?: Texter | undefined;
  readonly clock: Clock;
  readonly threadSecret: string;
  /** HTTPS base of the public pages, without a slash at the end. */
  readonly publicBaseUrl: string;
}

export interface MessageToSend {
  readonly context: SendContext;
  readonly built: Extract<BuiltMessage, { ok: true }>;
  readonly content: MissionContent;
  readonly variant: string;
  readonly channelReason?: string | undefined;
  readonly cohort: string;
  readonly dryRun: boolean;
}
type Built = MessageToSend['built'];
type Mail = Extract<Built, { channel: 'email' }>;
type Text = Exclude<Built, Mail>;

/** Hands a claimed message to whatever carries its channel, once. */
export async function carryMessage(
  deps: CarryDeps,
  message: MessageToSend,
  ref: SendRef,
): Promise<SendOutcome> {
  const { built } = message;
  return built.channel === 'email' ? carryMail(deps, message, built, ref) : carryText(deps, built, ref);
}

async function carryMail(
  deps: CarryDeps,
  message: MessageToSend,
  built: Mail,
  ref: SendRef,
): Promise<SendOutcome> {
  const { workspace, missionId, cohort, leadId, step } = ref;
  return deps.mailer.send({
    raw: await composeRaw(deps, message, built, ref),
    from: message.content.from.address,
    to: built.to,
    tags: { workspace, mission: missionId, cohort, lead: leadId, step: String(step) },
  });
}

function composeRaw(deps: CarryDeps, message: MessageToSend, built: Mail, ref: SendRef): Promise<Uint8Array> {
  const { context, content } = message;
  const token = threadToken(deps.threadSecret, {
    workspace: ref.workspace,
    leadId: ref.leadId,
    missionHash: missionHashOf(ref.missionId),
    step: ref.step,
  });
  const unsubscribeUrl = `${deps.publicBaseUrl}/u/${token}`;
  const { subject, text, html } = withUnsubscribeUrl(built.rendered, unsubscribeUrl);
  return composeMail({
    from: content.from,
    to: built.to,
    replyTo: `reply+${token}@${content.replyDomain}`,
    subject,
    text,
    html,
    listUnsubscribeUrl: unsubscribeUrl,
    listUnsubscribeMailto: `reply+${token}@${content.replyDomain}?subject=unsubscribe`,
    messageIdDomain: context.domain?.domain ?? content.replyDomain,
    date: deps.clock.now(),
  });
}

async function carryText({ texter }: CarryDeps, built: Text, ref: SendRef): Promise<SendOutcome> {
  if (built.channel === 'linkedin' || !texter) {
    return { outcome: 'unavailable', reason: `Nothing carries ${built.channel} here.` };
  }
  const { channel, to, from, rendered, template } = built;
  return texter.send({ channel, to, from, text: rendered.text, ...(template ? { template } : {}), ref });
}
