import type { ReactNode } from 'react';
import styles from './badge.module.css';
import tones from './tone.module.css';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'neutral';

export function Badge({
  tone = 'neutral',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}) {
  return <span className={`${styles.badge} ${tones[tone]}`}>{children}</span>;
}

/** Which states are good, bad, or want attention, over all kinds of things. Others are neutral. */
const TONES: Readonly<Record<string, Tone>> = {
  QUEUED: 'neutral',
  ASSIGNED: 'info',
  EXECUTING: 'info',
  COLLECTING: 'info',
  ANALYZING: 'info',
  OPTIMIZING: 'info',
  COMPLETED: 'good',
  FAILED: 'bad',
  ESCALATED: 'warn',
  CANCELLED: 'neutral',
  pending: 'warn',
  approved: 'good',
  rejected: 'bad',
  expired: 'neutral',
  void: 'neutral',
  open: 'warn',
  acknowledged: 'info',
  resolved: 'good',
  healthy: 'good',
  excellent: 'good',
  good: 'good',
  degraded: 'warn',
  fair: 'warn',
  poor: 'bad',
  critical: 'bad',
  warning: 'warn',
  high: 'bad',
  medium: 'warn',
  low: 'info',
  info: 'info',
  failed: 'bad',
  failing: 'bad',
  refused: 'bad',
  unknown: 'warn',
  completed: 'good',
  done: 'good',
  sent: 'good',
  delivered: 'good',
  replied: 'good',
  booked: 'good',
  bounced: 'bad',
  complained: 'bad',
  suppressed: 'bad',
  blocked: 'warn',
  paused: 'warn',
  active: 'good',
  enabled: 'good',
  disabled: 'neutral',
  running: 'info',
  in_progress: 'info',
  awaiting_approval: 'warn',
  ready: 'info',
  verified: 'good',
  valid: 'good',
  found: 'good',
  missing: 'bad',
  wrong: 'bad',
  pass: 'good',
  fail: 'bad',
  subscribed: 'good',
  unsubscribed: 'neutral',
};

const toneOf = (state: string): Tone => TONES[state] ?? TONES[state.toLowerCase()] ?? 'neutral';

/** A state of a record, in words and in the colour of its meaning. */
export function State({ of: state, tone }: { readonly of: string; readonly tone?: Tone }) {
  return <Badge tone={tone ?? toneOf(state)}>{wordsOf(state)}</Badge>;
}

/** Words that are written in a way of their own. */
const WORDS: Readonly<Record<string, string>> = {
  dns: 'DNS',
  email: 'e-mail',
  icp: 'ICP',
  id: 'ID',
  ids: 'IDs',
  linkedin: 'LinkedIn',
  seo: 'SEO',
  sms: 'SMS',
  url: 'URL',
  usd: 'USD',
  whatsapp: 'WhatsApp',
};

/** `linkedin` and `awaiting_approval` as they stand in the middle of a sentence. */
export const wordsWithin = (code: string): string =>
  code
    .toLowerCase()
    .split(/[_\s-]+/)
    .map((word) => WORDS[word] ?? word)
    .join(' ');

/** `awaiting_approval` and `EXECUTING` as a person would write them. */
export const wordsOf = (code: string): string => {
  const words = wordsWithin(code);
  return words.charAt(0).toUpperCase() + words.slice(1);
};
