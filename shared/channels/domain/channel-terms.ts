import { DAY, MINUTE } from '../../kernel/clock.ts';
import type { Channel, ChannelSettings, MailProvider } from '../contract/channels.ts';

export type Provider = MailProvider | 'twilio';

/** Everything in which channels differ. All else is the same for every channel. */
export interface ChannelTerms {
  /** Its name within a sentence. */
  readonly name: string;
  /** Where it reaches the person: address, number or profile. */
  readonly reaches: 'address' | 'phone' | 'profile';
  /**
   * The provider whose rate limit applies; absent where a person sends.
   * @param domain the sending domain of an e-mail
   */
  readonly provider?: (settings: ChannelSettings, domain: string) => Provider;
  /** `own`: only with a consent to this channel. `general`: by the rule of the workspace for e-mail. */
  readonly consent: 'general' | 'own';
  /** How long one message may hold the contact lease of the person: the claim, the call and the write, with a margin. */
  readonly leaseMs: number;
  /** Assumed reply rate to begin with; the replies that the workspace gets soon outweigh it. */
  readonly replyRate: number;
  readonly costUsd: (settings: ChannelSettings, segments: number) => number;
  /** Most messages of this channel in a day; they also count towards the daily budget. */
  readonly dailyLimit: (settings: ChannelSettings) => number;
}

/** List price of SES. */
export const EMAIL_USD = 0.0001;
const CALL_MS = 5 * MINUTE;

export const CHANNEL_TERMS: Readonly<Record<Channel, ChannelTerms>> = {
  email: {
    name: 'e-mail',
    reaches: 'address',
    provider: mailProviderOf,
    consent: 'general',
    leaseMs: CALL_MS,
    replyRate: 0.01,
    costUsd: () => EMAIL_USD,
    dailyLimit: () => Number.POSITIVE_INFINITY,
  },
  sms: {
    name: 'SMS',
    reaches: 'phone',
    provider: () => 'twilio',
    consent: 'own',
    leaseMs: CALL_MS,
    replyRate: 0.03,
    costUsd: ({ sms }, segments) => sms.segmentUsd * segments,
    dailyLimit: ({ sms }) => sms.dailyLimit,
  },
  whatsapp: {
    name: 'WhatsApp',
    reaches: 'phone',
    provider: () => 'twilio',
    consent: 'own',
    leaseMs: CALL_MS,
    replyRate: 0.03,
    costUsd: ({ whatsapp }) => whatsapp.messageUsd,
    dailyLimit: ({ whatsapp }) => whatsapp.dailyLimit,
  },
  linkedin: {
    name: 'LinkedIn',
    reaches: 'profile',
    consent: 'general',
    // A person does it in their own time; until then no other part of Rex writes.
    leaseMs: DAY,
    replyRate: 0.05,
    costUsd: ({ linkedin }) => linkedin.taskUsd,
    dailyLimit: ({ linkedin }) => linkedin.dailyLimit,
  },
};

/** Who delivers what is sent from a domain. */
export function mailProviderOf({ email }: Pick<ChannelSettings, 'email'>, domain: string): MailProvider {
  return email.domains[domain] ?? email.provider;
}
