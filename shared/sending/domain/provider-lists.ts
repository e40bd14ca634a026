import { MINUTE } from '../../kernel/clock.ts';
import type { SuppressionReason } from '../../leads/contract/suppressions.ts';
import type { SuppressionRow } from '../../leads/domain/suppression-file.ts';
import { parseTarget } from '../../leads/domain/suppression-list.ts';
import { bounceSeverity } from '../../mail/domain/bounce-severity.ts';
import type { ListWindow, ProviderSync } from './provider-sync.ts';

/**
 * The lists of SendGrid that say that somebody must not be written to. `blocks` is none of them: there a message was refused
 * for its sender, its content or the moment, and the address may be good.
 */
export const PROVIDER_LISTS = [
  'bounces',
  'invalid_emails',
  'spam_reports',
  'unsubscribes',
  'groups',
] as const;
export type ProviderList = (typeof PROVIDER_LISTS)[number];

/** Somebody on a list. */
export interface ListedAddress {
  readonly email: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly reason?: string | undefined;
  readonly status?: string | undefined;
}

/** What Rex makes of a list: a dead address ends e-mail, and whoever wants no more of it is left alone by every channel. */
const MEANING: Readonly<
  Record<ProviderList, { readonly reason: SuppressionReason; readonly mailOnly: boolean }>
> = {
  bounces: { reason: 'hard_bounce', mailOnly: true },
  invalid_emails: { reason: 'invalid', mailOnly: true },
  spam_reports: { reason: 'complaint', mailOnly: false },
  unsubscribes: { reason: 'unsubscribe', mailOnly: false },
  groups: { reason: 'unsubscribe', mailOnly: false },
};

/** The entries of a workspace's list for those on SendGrid's; none for what is no address, and for bounces that may pass. */
export const suppressionsFrom = (
  workspace: string,
  list: ProviderList,
  listed: readonly ListedAddress[],
): SuppressionRow[] =>
  listed.flatMap(({ email, created, reason: said = '', status }, row) => {
    const parsed = parseTarget(workspace, email);
    if (!parsed.ok || parsed.target.kind !== 'address') return [];
    const { severity, because } = bounceSeverity(status || undefined, said);
    if (list === 'bounces' && severity !== 'hard' && because !== 'not said') return [];
    const { reason, mailOnly } = MEANING[list];
    return [
      {
        row,
        target: parsed.target,
        reason,
        at: new Date(created * 1000).toISOString(),
        ...(mailOnly ? { channels: ['email'] } : {}),
      },
    ];
  });

/** What a request takes at most, and what the clocks of Rex and of SendGrid may differ. */
const TELLING_MS = 5 * MINUTE;

/**
 * Whether an unsubscribe was entered while Rex told SendGrid of addresses: it may be what Rex told. What was entered before or
 * after is of somebody else. The latest pass is enough, because every list is read to its end before the next pass begins.
 */
export function isWhileTelling(push: ProviderSync['push'], at: string | undefined): boolean {
  if (!push || at === undefined) return false;
  const entered = Date.parse(at);
  const { begunAt, toldAt = begunAt } = push;
  return entered >= Date.parse(begunAt) - TELLING_MS && entered <= Date.parse(toldAt) + TELLING_MS;
}

/** Seconds that two windows of a list have in common, since what was created last may be listed a little later. */
const OVERLAP_SECONDS = 3_600;

/** The window to read now: that which is under way, or one from where the last ended. */
export const openWindow = (known: ListWindow | undefined, now: Date): Required<ListWindow> => ({
  since: known?.since ?? 0,
  until: known?.until ?? Math.floor(now.getTime() / 1000),
  offset: known?.offset ?? 0,
});

/** The window after a page of it. A page that is not full was the last. */
export const afterPage = (window: Required<ListWindow>, read: number, full: boolean): ListWindow =>
  full
    ? { ...window, offset: window.offset + read }
    : { since: Math.max(window.since, window.until - OVERLAP_SECONDS), offset: 0 };
