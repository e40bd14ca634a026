import type { LinkedinTaskStore } from '../../channels/app/ports/tasks.ts';
import { mailProviderOf } from '../../channels/domain/channel-terms.ts';
import { type Task, taskIdOf } from '../../channels/domain/task.ts';
import { withBookingToken } from '../../content/domain/booking-token.ts';
import { withUnsubscribeUrl } from '../../content/domain/unsubscribe-url.ts';
import type { MissionContent } from '../../drafting/domain/content.ts';
import type { BuiltMessage } from '../../drafting/domain/message.ts';
import { addMs, type Clock, DAY } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { composeMail, type OutgoingMail as MailParts } from '../../mail/domain/compose.ts';
import { threadReference } from '../../mail/domain/thread.ts';
import type { SendContext } from '../domain/guards/guard.ts';
import { missionHashOf, threadToken } from '../domain/thread-token.ts';
import type { Mailer, SendOutcome, SendRef, Texter } from './ports/sending.ts';

export interface PrepareMessageDeps {
  readonly mailer: Mailer;
  /** Absent where no account of a provider of texts is set up. */
  readonly texter?: Texter | undefined;
  readonly linkedinTasks: LinkedinTaskStore;
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

export type PreparedMessage =
  /** `send` calls the provider of the channel: once, and after the message was claimed. */
  | {
      readonly ok: true;
      readonly send: () => Promise<SendOutcome>;
      /** For a dry run: what the provider would say. Undefined where it cannot be asked. */
      readonly rehearse?: () => Promise<SendOutcome | undefined>;
    }
  /** It cannot be built, now or ever. Nothing has left. */
  | { readonly ok: false; readonly reason: string };

/** Builds a message as it will go out. Whatever is wrong with it shows here, where nobody has been called yet. */
export async function prepareMessage(
  deps: PrepareMessageDeps,
  message: MessageToSend,
  ref: SendRef,
): Promise<PreparedMessage> {
  const { built, content, context } = message;
  if (built.channel !== 'email') return { ok: true, send: () => sendText(deps, message, built, ref) };
  const { workspace, missionId, cohort, leadId, step } = ref;
  try {
    const parts = partsOf(deps, message, built, ref);
    const raw = await composeMail(parts);
    const tags = { workspace, mission: missionId, cohort, lead: leadId, step: String(step) };
    const provider = mailProviderOf(context.settings.channels, context.domain?.domain ?? '');
    const mail = { provider, raw, parts, from: content.from.address, to: built.to, tags };
    return {
      ok: true,
      send: () => deps.mailer.send(mail),
      rehearse: async () => deps.mailer.rehearse?.(mail),
    };
  } catch (error) {
    // What was given to it is fixed by the approval: to try again would only fail again.
    return { ok: false, reason: error instanceof RexError ? error.message : 'The mail cannot be built.' };
  }
}

function partsOf(deps: PrepareMessageDeps, message: MessageToSend, built: Mail, ref: SendRef): MailParts {
  const { context, content } = message;
  const token = tokenOf(deps, ref);
  const unsubscribeUrl = `${deps.publicBaseUrl}/u/${token}`;
  const rendered = withUnsubscribeUrl(built.rendered, unsubscribeUrl);
  const { subject, text, html } = withBookingToken(rendered, token);
  return {
    from: content.from,
    to: built.to,
    replyTo: `reply+${token}@${content.replyDomain}`,
    subject,
    text,
    html,
    listUnsubscribeUrl: unsubscribeUrl,
    listUnsubscribeMailto: `reply+${token}@${content.replyDomain}?subject=unsubscribe`,
    // SES replaces Message-ID; programs that answer to From carry this one back in their own References.
    headers: { References: threadReference(token, content.replyDomain) },
    messageIdDomain: context.domain?.domain ?? content.replyDomain,
    date: deps.clock.now(),
  };
}

const tokenOf = (
  { threadSecret }: PrepareMessageDeps,
  { workspace, leadId, missionId, step }: SendRef,
): string => threadToken(threadSecret, { workspace, leadId, missionHash: missionHashOf(missionId), step });

async function sendText(
  deps: PrepareMessageDeps,
  message: MessageToSend,
  built: Text,
  ref: SendRef,
): Promise<SendOutcome> {
  const { channel, to, from, template } = built;
  const rendered = withBookingToken(built.rendered, tokenOf(deps, ref));
  if (channel === 'linkedin') return assign(deps, message, { profileUrl: to, text: rendered.text }, ref);
  if (!deps.texter) return NO_ACCOUNT;
  return deps.texter.send({ channel, to, from, text: rendered.text, ...(template ? { template } : {}), ref });
}

/** Nothing of ours touches LinkedIn: a person gets the words and the address, and says what came of it. */
async function assign(
  { linkedinTasks, clock }: PrepareMessageDeps,
  { context }: MessageToSend,
  words: Pick<Task, 'profileUrl' | 'text'>,
  { workspace, missionId, cohort, leadId, step }: SendRef,
): Promise<SendOutcome> {
  const now = clock.now();
  const { openUntil } = await linkedinTasks.create({
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
