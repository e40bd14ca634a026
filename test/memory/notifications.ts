import { alertSettingsSchema } from '../../shared/alerts/contract/settings.ts';
import { channelSettingsSchema } from '../../shared/channels/contract/channels.ts';
import { emailCarrier } from '../../shared/notifications/app/carry-by-email.ts';
import { textCarrier } from '../../shared/notifications/app/carry-by-text.ts';
import { handleNotification } from '../../shared/notifications/app/handle-notification.ts';
import { notificationMessages } from '../../shared/notifications/app/notification-messages.ts';
import type { NoticeStore } from '../../shared/notifications/app/ports/notifications.ts';
import type { NotificationMessage } from '../../shared/notifications/contract/messages.ts';
import type { OutgoingMail, OutgoingText, SendOutcome } from '../../shared/sending/app/ports/sending.ts';
import { openRex, WORKSPACE } from './rex.ts';

const DOMAIN = 'mail.acme.example';

interface Due {
  readonly at: number;
  readonly message: NotificationMessage;
}

/** Sections that differ from the usual ones. */
const settingsFrom = ({ channels = {}, alerts = {} }: { channels?: object; alerts?: object }) => ({
  channels: channelSettingsSchema.parse(channels),
  alerts: alertSettingsSchema.parse(alerts),
});

/** A workspace whose members are told of what happens, in memory: with its queue, its schedules, and what was sent. */
export async function openNotifications(settings: Parameters<typeof settingsFrom>[0] = {}) {
  const rex = openRex();
  const { ports } = rex;
  await rex.openWorkspace();
  await rex.changeSettings(settingsFrom(settings));
  await rex.addDomains(DOMAIN);
  const owner = {
    domain: DOMAIN,
    version: 1,
    workspace: WORKSPACE,
    proof: 'dns' as const,
    since: '2026-03-01',
    at: ports.clock.now().toISOString(),
  };
  await ports.domains.save(owner, await rex.pool(), { owner: 'absent', pool: 'version' }, []);
  /** Of the messages that wait, and when they are due. */
  const waiting: Due[] = [];
  const scheduled = new Map<string, Due>();
  const mails: OutgoingMail[] = [];
  const texts: OutgoingText[] = [];
  const order: string[] = [];
  /** What the next calls of providers come to. */
  const next: ('unavailable' | 'unknown')[] = [];
  const now = () => ports.clock.now().getTime();
  const outcome = (took: () => void): SendOutcome => {
    const how = next.shift();
    if (how === 'unavailable') return { outcome: 'unavailable', reason: 'It is down.' };
    took();
    if (how === 'unknown') return { outcome: 'unknown', reason: 'no answer' };
    return { outcome: 'accepted', providerMessageId: `p${order.length}` };
  };
  const carried = {
    ...ports,
    mailer: {
      send: async (mail: OutgoingMail) =>
        outcome(() => {
          mails.push(mail);
          order.push(`email ${mail.to}`);
        }),
    },
    texter: {
      send: async (text: OutgoingText) =>
        outcome(() => {
          texts.push(text);
          order.push(`sms ${text.to}`);
        }),
    },
    systemFrom: 'rex@system.example',
    threadSecret: 'a secret of the test',
    publicBaseUrl: 'https://rex.example',
    consoleUrl: 'https://console.example',
  };
  const deps = {
    ...ports,
    notifications: {
      send: async (
        messages: readonly NotificationMessage[],
        options?: { readonly delaySeconds?: number },
      ) => {
        const at = now() + (options?.delaySeconds ?? 0) * 1000;
        waiting.push(...messages.map((message) => ({ at, message })));
      },
    },
    later: {
      at: async (name: string, when: Date, message: NotificationMessage) => {
        if (!scheduled.has(name)) scheduled.set(name, { at: when.getTime(), message });
      },
    },
    carriers: {
      email: emailCarrier(carried),
      sms: textCarrier(carried),
      slack: { send: async () => ({ outcome: 'refused', reason: 'There is no Slack here.' }) as const },
    },
  };
  const published = new Set<string>();
  const publish = (): void => {
    const fresh = rex.told().filter(({ id }) => !published.has(id));
    for (const { id } of fresh) published.add(id);
    waiting.push(...notificationMessages(fresh).map((message) => ({ at: now(), message })));
  };
  /** Does all that is due, in order, with `handle` in the place of the consumer if given. */
  const work = async (
    handle: (message: NotificationMessage) => Promise<void> = (message) => handleNotification(deps, message),
  ): Promise<void> => {
    publish();
    for (;;) {
      for (const [name, due] of scheduled)
        if (due.at <= now()) {
          scheduled.delete(name);
          waiting.push(due);
        }
      const place = waiting.findIndex(({ at }) => at <= now());
      if (place < 0) return;
      const [due] = waiting.splice(place, 1);
      if (due) await handle(due.message);
    }
  };
  return {
    ports,
    deps,
    waiting,
    scheduled,
    next,
    work,
    publish,
    raw: mails,
    mails: () => mails.map(({ to, parts }) => `${to}: ${parts.subject}`),
    sent: () => order,
    notices: (subject: string): ReturnType<NoticeStore['all']> => ports.notices.all(WORKSPACE, subject),
    /** Lets time pass, a minute at a time, and does what becomes due. */
    pass: async (ms: number) => {
      for (let gone = 0; gone < ms; gone += 60_000) {
        await ports.wait(Math.min(60_000, ms - gone));
        await work();
      }
    },
  };
}
