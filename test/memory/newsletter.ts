import { leadIdOf } from '../../shared/kernel/ids.ts';
import { addSubscriber } from '../../shared/newsletter/app/add-subscriber.ts';
import { putNewsletter } from '../../shared/newsletter/app/manage-newsletters.ts';
import { recordNewsletterFeedback } from '../../shared/newsletter/app/record-newsletter-feedback.ts';
import { newsletterSendHandler } from '../../shared/newsletter/app/send-handler.ts';
import { subscribe } from '../../shared/newsletter/app/subscribe.ts';
import { sweepNewsletters } from '../../shared/newsletter/app/sweep-newsletters.ts';
import { workIssue } from '../../shared/newsletter/app/work-issue.ts';
import { workSubscription } from '../../shared/newsletter/app/work-subscription.ts';
import type { NewsletterMessage } from '../../shared/newsletter/contract/messages.ts';
import type { OutgoingMail, SendOutcome } from '../../shared/sending/app/ports/sending.ts';
import type { Feedback } from '../../shared/sending/domain/send.ts';
import type { Settings } from '../../shared/workspaces/contract/settings.ts';
import { openRex, WORKSPACE } from './rex.ts';
import { ANN } from './tasks.ts';

const DOMAIN = 'mail.acme.example';
const PROOF = { at: '2026-03-01T10:00:00.000Z', source: 'The fair', text: 'I want the news.' };
const TASK = `t_${'1'.repeat(26)}`;
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
      for (const message of waiting.splice(0))
        await (message.kind === 'issue' ? workIssue(deps, message) : workSubscription(deps, message));
    },
    /** Makes so many subscribers, `reader1@people.example` and so on. */
    async subscribe(count: number, change: object = {}, first = 1): Promise<string[]> {
      const emails = Array.from({ length: count }, (_, n) => `reader${n + first}@people.example`);
      for (const email of emails)
        await addSubscriber(deps, {
          workspace: WORKSPACE,
          newsletter: NEWS.id,
          body: { email, proof: PROOF, ...change },
          cause: ANN,
        });
      return emails;
    },
    /** Plans an issue, and lets it begin as if it was approved. Returns its id, or why it was not planned. */
    async begin(payload: object = {}, task = TASK): Promise<string> {
      const handler = newsletterSendHandler(deps);
      const record = await deps.workspaces.get(WORKSPACE);
      if (!record) throw new Error('Open the workspace first.');
      const order = {
        workspace: WORKSPACE,
        taskId: task,
        payload: handler.payload.parse({
          list: NEWS.id,
          subject: 'March',
          text: 'It is spring.',
          ...payload,
        }),
        settings: record.settings,
        missionId: undefined,
        goesOn: async () => true,
      };
      const planned = await handler.plan(order);
      if (planned.outcome !== 'planned') return planned.reason;
      const done = await handler.perform(order, planned.effect);
      if (done.outcome === 'going') throw new Error('An issue is begun at once.');
      return done.outcome === 'done' ? String(done.providerId) : done.reason;
    },
    tell: (email: string, feedback: Feedback, issue: string | undefined) =>
      recordNewsletterFeedback(deps, { ref: { ...subscriberOf(email), issue }, feedback }),
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
