import { DAY, MINUTE } from '../../kernel/clock.ts';
import type { Channel, ChannelSettings } from '../contract/channels.ts';

/** Everything in which one channel differs from another. What is not here is the same for all of them. */
export interface ChannelTerms {
  /** As a sentence names it. */
  readonly name: string;
  /** What of the person it goes to. */
  readonly reaches: 'address' | 'phone' | 'profile';
  /** Whose limits are asked before it is called; absent where a person acts. */
  readonly provider?: 'ses' | 'twilio';
  /** `own`: only with a yes to this very channel. `general`: as the workspace asks for e-mail. */
  readonly consent: 'general' | 'own';
  /** How long one message may keep others from speaking to the person: the claim, the call and the write, with room. */
  readonly leaseMs: number;
  /** Share of messages that are answered, to begin with; what the workspace has seen outweighs it soon. */
  readonly replyRate: number;
  readonly costUsd: (settings: ChannelSettings, segments: number) => number;
  /** Messages a day of this channel; the day's budget counts them too. */
  readonly dailyLimit: (settings: ChannelSettings) => number;
}

/** SES, a la carte. */
export const EMAIL_USD = 0.0001;
const CALL_MS = 5 * MINUTE;

export const CHANNEL_TERMS: Readonly<Record<Channel, ChannelTerms>> = {
  email: {
    name: 'e-mail',
    reaches: 'address',
    provider: 'ses',
    consent: 'general',
    leaseMs: CALL_MS,
    replyRate: 0.01,
    costUsd: () => EMAIL_USD,
    dailyLimit: () => Number.POSITIVE_INFINITY,
  },
  sms: {
    name: 'SMS',
    reaches: 'phone',
    provider: 'twilio',
    consent: 'own',
    leaseMs: CALL_MS,
    replyRate: 0.03,
    costUsd: ({ sms }, segments) => sms.segmentUsd * segments,
    dailyLimit: ({ sms }) => sms.dailyLimit,
  },
  whatsapp: {
    name: 'WhatsApp',
    reaches: 'phone',
    provider: 'twilio',
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
    // A person does it in their own time; until then nobody else of Rex writes.
    leaseMs: DAY,
    replyRate: 0.05,
    costUsd: ({ linkedin }) => linkedin.taskUsd,
    dailyLimit: ({ linkedin }) => linkedin.dailyLimit,
  },
};
