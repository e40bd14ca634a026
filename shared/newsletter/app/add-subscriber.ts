import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { parseEmailAddress } from '../../leads/domain/email-address.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { addSubscriberBodySchema, SubscriberView } from '../contract/newsletter.ts';
import { type Subscription, subscriberEvent } from '../domain/subscription.ts';
import { getNewsletter } from './manage-newsletters.ts';
import type { NewsletterStore, SubscriptionStore } from './ports/newsletter.ts';

export interface AddSubscriberDeps {
  readonly newsletters: Pick<NewsletterStore, 'get'>;
  readonly subscriptions: SubscriptionStore;
  readonly clock: Clock;
}

/**
 * Adds a person who agreed elsewhere, with the proof that the member has of it.
 * @throws RexError NOT_FOUND, VALIDATION_FAILED; CONFLICT for somebody who has unsubscribed, who must ask for it anew
 */
export async function addSubscriber(
  deps: AddSubscriberDeps,
  {
    workspace,
    newsletter,
    body,
    cause,
  }: {
    workspace: string;
    newsletter: string;
    body: z.infer<typeof addSubscriberBodySchema>;
    cause: Cause;
  },
): Promise<Subscription> {
  await getNewsletter(deps, workspace, newsletter);
  const now = deps.clock.now();
  const parsed = parseEmailAddress(body.email);
  const fields = [
    ...(parsed.ok ? [] : [{ path: 'body.email', message: parsed.reason }]),
    ...(body.proof.at > now.toISOString() ? [{ path: 'body.proof.at', message: 'is in the future' }] : []),
  ];
  if (!parsed.ok || fields.length > 0)
    throw new RexError('VALIDATION_FAILED', 'This person cannot be added.', { fields });
  const { address, identity } = parsed.email;
  const leadId = leadIdOf(workspace, identity);
  return retryOnConflict(async () => {
    const known = await deps.subscriptions.get({ workspace, newsletter, leadId });
    if (known?.state === 'confirmed') return described(deps, known, body);
    if (known?.state === 'bounced') throw new RexError('CONFLICT', 'Mail to this address bounced for good.');
    if (known?.unsubscribedAt !== undefined)
      throw new RexError(
        'CONFLICT',
        `This person unsubscribed at ${known.unsubscribedAt}: they can only come back by the form.`,
      );
    const { at: askedAt, source, text } = body.proof;
    const next: Subscription = {
      workspace,
      newsletter,
      leadId,
      address,
      identity,
      firstName: body.firstName,
      version: known?.version ?? 0,
      state: 'confirmed',
      since: now.toISOString(),
      proof: { kind: 'member', askedAt, source, text, by: cause.actor.id },
      tokens: [],
      mails: 0,
      language: body.language,
      attributes: body.attributes ?? {},
    };
    const { actor, correlationId } = cause;
    return deps.subscriptions.save(next, [subscriberEvent(next, 'member', actor, correlationId, now)]);
  });
}

/** Who is subscribed stays so; what segments choose by is replaced where it is given. */
function described(
  { subscriptions }: AddSubscriberDeps,
  known: Subscription,
  { language = known.language, attributes = known.attributes }: z.infer<typeof addSubscriberBodySchema>,
): Promise<Subscription> | Subscription {
  const next = { ...known, language, attributes };
  return isDeepStrictEqual(next, known) ? known : subscriptions.save(next, []);
}

export const subscriberView = ({
  leadId,
  address,
  state,
  since,
  proof,
  unsubscribedAt,
  language,
  attributes,
}: Subscription): SubscriberView => ({
  lead: leadId,
  email: address,
  state,
  since,
  proof: {
    kind: proof.kind,
    askedAt: proof.askedAt,
    askedFrom: proof.askedFrom ?? null,
    source: proof.source,
    form: proof.form ?? null,
    confirmedAt: proof.confirmedAt ?? null,
    confirmedFrom: proof.confirmedFrom ?? null,
    by: proof.by ?? null,
    text: proof.text ?? null,
  },
  unsubscribedAt: unsubscribedAt ?? null,
  language: language ?? null,
  attributes,
});
