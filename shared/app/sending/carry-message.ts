import { type Task, taskIdOf } from '../../domain/channels/task.ts';
import { withUnsubscribeUrl } from '../../domain/content/unsubscribe-url.ts';
import { composeMail } from '../../domain/mail/compose.ts';
import type { MissionContent } from '../../domain/missions/content.ts';
import type { BuiltMessage } from '../../domain/missions/message.ts';
import type { SendContext } from '../../domain/sending/guards/guard.ts';
import { missionHashOf, threadToken } from '../../domain/sending/thread-token.ts';
import { addMs, type Clock, DAY } from '../../kernel/clock.ts';
import type { Mailer, SendOutcome, SendRef, Texter } from '../ports/sending.ts';
import type { TaskStore } from '../ports/tasks.ts';

export interface CarryDeps {
  readonly mailer: Mailer;
  /** Absent where no account of a provider of texts is set up. */
  readonly texter?: Texter | undefined;
  readonly tasks: TaskStore;
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
const NO_ACCOUNT: SendOutcome = {
  outcome: 'unavailable',
  reason: 'NO_ACCOUNT',
  mend: { scope: 'account', todo: 'Put the account into the secret rex/twilio.' },
};
type Mail = Extract<Built, { channel: 'email' }>;
type Text = Exclude<Built, Mail>;

/** Hands a claimed message to whatever carries its channel, once. */
export async function carryMessage(
  deps: CarryDeps,
  message: MessageToSend,
  ref: SendRef,
): Promise<SendOutcome> {
  const { built } = message;
  return built.channel === 'email'
    ? carryMail(deps, message, built, ref)
    : carryText(deps, message, built, ref);
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

async function carryText(
  deps: CarryDeps,
  message: MessageToSend,
  built: Text,
  ref: SendRef,
): Promise<SendOutcome> {
  const { channel, to, from, rendered, template } = built;
  if (channel === 'linkedin') return assign(deps, message, { profileUrl: to, text: rendered.text }, ref);
  if (!deps.texter) return NO_ACCOUNT;
  return deps.texter.send({ channel, to, from, text: rendered.text, ...(template ? { template } : {}), ref });
}

/** Nothing of ours touches LinkedIn: a person gets the words and the address, and says what came of it. */
async function assign(
  { tasks, clock }: CarryDeps,
  { context }: MessageToSend,
  words: Pick<Task, 'profileUrl' | 'text'>,
  { workspace, missionId, cohort, leadId, step }: SendRef,
): Promise<SendOutcome> {
  const now = clock.now();
  const { openUntil } = await tasks.create({
    id: taskIdOf({ workspace, missionId, leadId, step }),
    version: 1,
    state: 'open',
    channel: 'linkedin',
    workspace,
    missionId,
    cohort,
    leadId,
    step,
    ...words,
    createdAt: now.toISOString(),
    openUntil: addMs(now, context.settings.channels.linkedin.openDays * DAY).toISOString(),
  });
  return { outcome: 'assigned', until: openUntil };
}
