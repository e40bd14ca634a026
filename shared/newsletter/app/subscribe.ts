import type { Clock } from '../../kernel/clock.ts';
import { isLine } from '../../kernel/contract/common.ts';
import { RexError } from '../../kernel/errors.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { parseEmailAddress } from '../../leads/domain/email-address.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { formName } from '../domain/links.ts';
import { askedBy, subscriberEvent } from '../domain/subscription.ts';
import type { NewsletterQueue, NewsletterStore, SubscriptionStore } from './ports/newsletter.ts';

export interface SubscribeDeps {
  readonly newsletters: Pick<NewsletterStore, 'get'>;
  readonly subscriptions: SubscriptionStore;
  readonly newsletterQueue: NewsletterQueue;
  readonly clock: Clock;
}

export interface Subscribe {
  readonly workspace: string;
  readonly newsletter: string;
  /** As the form sent them. */
  readonly email: string;
  readonly firstName: string;
  /** The version of the text that the form showed. */
  readonly form: string;
  readonly from: string | undefined;
  readonly correlationId: string;
}

const LONGEST_NAME = 80;

/**
 * Takes what somebody sent by the form of a newsletter. Nobody learns whether an address is known: whatever follows, the answer
 * is the same, and the mail to confirm it is sent by the consumer, to nobody who must not be written to.
 * @throws RexError NOT_FOUND without the newsletter; VALIDATION_FAILED for no address, or another text of the form; RATE_LIMITED
 */
export async function subscribe(deps: SubscribeDeps, sent: Subscribe): Promise<void> {
  const { workspace, newsletter: id, from, correlationId } = sent;
  const newsletter = await deps.newsletters.get(workspace, id);
  if (!newsletter) throw new RexError('NOT_FOUND', 'There is no such newsletter.');
  const now = deps.clock.now();
  if (!(await deps.subscriptions.mayAsk(workspace, from ?? 'unknown', now)))
    throw new RexError('RATE_LIMITED', 'Too many people asked from there. Try again in an hour.');
  const parsed = parseEmailAddress(sent.email);
  const form = newsletter.forms.find(({ version }) => String(version) === sent.form);
  const fields = [
    ...(parsed.ok ? [] : [{ path: 'body.email', message: parsed.reason }]),
    ...(form ? [] : [{ path: 'body.form', message: 'is no version of the text: load the form again' }]),
  ];
  if (!parsed.ok || !form) throw new RexError('VALIDATION_FAILED', 'The form cannot be read.', { fields });
  const { address, identity } = parsed.email;
  const leadId = leadIdOf(workspace, identity);
  const name = sent.firstName.trim().slice(0, LONGEST_NAME);
  const asked = {
    workspace,
    newsletter: id,
    leadId,
    address,
    identity,
    firstName: name !== '' && isLine(name) ? name : undefined,
    form: form.version,
    from,
    source: `form ${formName(workspace, id)}`,
  };
  await retryOnConflict(async () => {
    const known = await deps.subscriptions.get({ workspace, newsletter: id, leadId });
    const next = askedBy(known, asked, now);
    if (next === known) return;
    const actor = { kind: 'recipient', id: 'form' } as const;
    const isNew = next.state !== known?.state;
    await deps.subscriptions.save(
      next,
      isNew ? [subscriberEvent(next, 'form', actor, correlationId, now)] : [],
    );
  });
  await deps.newsletterQueue.send([{ kind: 'subscription', workspace, newsletter: id, leadId }]);
}
