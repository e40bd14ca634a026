import { leadIdOf } from '../../shared/kernel/ids.ts';
import { putNewsletter } from '../../shared/newsletter/app/manage-newsletters.ts';
import { subscribe } from '../../shared/newsletter/app/subscribe.ts';
import { sweepNewsletters } from '../../shared/newsletter/app/sweep-newsletters.ts';
import { workSubscription } from '../../shared/newsletter/app/work-subscription.ts';
import type { NewsletterMessage } from '../../shared/newsletter/contract/messages.ts';
import type { OutgoingMail, SendOutcome } from '../../shared/sending/app/ports/sending.ts';
import type { Settings } from '../../shared/workspaces/contract/settings.ts';
import { openRex, WORKSPACE } from './rex.ts';
import { ANN } from './tasks.ts';

const DOMAIN = 'mail.acme.example';
export const NEWS = {
  id: 'news',
  name: 'Product news',
  purpose: 'What is new, once a month',
  form: 'I want to get it, and can leave at any time.',
  archive: false,
};

/** A workspace with a newsletter, in memory: with its queue, and what was mailed. */
export async function openNewsletter(settings: Partial<Settings> = {}) {
  const rex = openRex();
  const mails: OutgoingMail[] = [];
  /** What the next calls of the provider come to. */
  const outcomes: SendOutcome[] = [];
  const waiting: NewsletterMessage[] = [];
  const deps = {
    ...rex.ports,
    newsletterQueue: {
      send: async (messages: readonly NewsletterMessage[]) => void waiting.push(...messages),
    },
    mailer: {
      send: async (mail: OutgoingMail): Promise<SendOutcome> => {
        mails.push(mail);
        return outcomes.shift() ?? { outcome: 'accepted', providerMessageId: `p-${mails.length}` };
      },
    },
    erasedNameOf: (list: string, identity: string) => `${list} ${identity}`,
    threadSecret: 'secret',
    publicBaseUrl: 'https://rex.example',
  };
  await rex.openWorkspace(settings);
  await rex.addDomains(DOMAIN);
  const owned = {
    domain: DOMAIN,
    version: 1,
    workspace: WORKSPACE,
    proof: 'dns',
    since: '2026-03-01',
  } as const;
  const owner = { ...owned, at: deps.clock.now().toISOString() };
  await deps.domains.save(owner, await rex.pool(), { owner: 'absent', pool: 'version' }, []);
  await putNewsletter(deps, { workspace: WORKSPACE, body: NEWS, cause: ANN });
  return {
    ...rex,
    deps,
    mails,
    outcomes,
    waiting,
    ask: (email: string, change: object = {}) =>
      subscribe(deps, {
        workspace: WORKSPACE,
        newsletter: NEWS.id,
        email,
        firstName: 'Ada',
        form: '1',
        from: '192.0.2.1',
        correlationId: 'test',
        ...change,
      }),
    /** Does what waits and what has become due. */
    async work(): Promise<void> {
      await sweepNewsletters(deps);
      for (const { workspace, newsletter, leadId } of waiting.splice(0))
        await workSubscription(deps, { workspace, newsletter, leadId });
    },
    read: (email: string) => deps.subscriptions.get(subscriberOf(email)),
    /** The secret link of a mail. */
    linkIn: (mail: OutgoingMail | undefined): string =>
      /\/confirm\/(\S+)/.exec(mail?.parts.text ?? '')?.[1] ?? 'no link',
  };
}

/** An address that is written as it identifies a person. */
export const subscriberOf = (email: string) => ({
  workspace: WORKSPACE,
  newsletter: NEWS.id,
  leadId: leadIdOf(WORKSPACE, email),
});
