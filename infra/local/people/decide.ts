import { unitInterval } from '../../../shared/kernel/hash.ts';
import type { PeopleProfile } from './profile.ts';

/** What people do about an invitation to a meeting. */
export const INVITATION_REACTIONS = ['accept', 'decline', 'tentative', 'counter'] as const;
export type InvitationReaction = (typeof INVITATION_REACTIONS)[number];

export type ReactionKind =
  | InvitationReaction
  | 'delivery'
  | 'hardBounce'
  | 'softBounce'
  | 'complaint'
  | 'open'
  | 'machineOpen'
  | 'scan'
  | 'click'
  | 'book'
  | 'reply'
  | 'outOfOffice'
  | 'unsubscribe'
  | 'unsubscribeByMail'
  | 'suppressed';

export interface Reaction {
  readonly kind: ReactionKind;
  /** After the mail was handed in, on the virtual clock. */
  readonly delayMs: number;
}

const MINUTE_MS = 60_000;
/** Nobody reacts after this: the tail of the exponential distribution would keep missions open for ever. */
const LONGEST_DELAY_MS = 6 * 24 * 60 * MINUTE_MS;

/** A scanner reads while the mail is being delivered. */
const SCAN_AFTER_MS = 3_000;

/** AWS's mailbox simulator: addresses that always do one thing. */
const SIMULATOR: Readonly<Record<string, readonly ReactionKind[]>> = {
  success: ['delivery'],
  bounce: ['hardBounce'],
  softbounce: ['softBounce'],
  ooto: ['delivery', 'outOfOffice'],
  complaint: ['delivery', 'complaint'],
  suppressionlist: ['suppressed'],
};
const SIMULATOR_DOMAIN = '@simulator.amazonses.com';

export interface MailAtHand {
  readonly recipient: string;
  /** How many mails this person got before. */
  readonly ordinal: number;
  readonly seed: number;
  /** Whether it invites to a meeting. */
  readonly invites?: boolean | undefined;
}

/** What one person does about one mail: a function of seed, address and number of the mail, so the same in every run. */
export function decideReactions(mail: MailAtHand, profile: PeopleProfile): Reaction[] {
  const address = mail.recipient.toLowerCase();
  if (address.endsWith(SIMULATOR_DOMAIN)) {
    const local = address.slice(0, -SIMULATOR_DOMAIN.length).replace(/\+.*$/, '');
    return (SIMULATOR[local] ?? ['delivery']).map((kind) => ({ kind, delayMs: 0 }));
  }
  const draw = (what: string): number => unitInterval(`${mail.seed}|${what}|${address}|${mail.ordinal}`);
  const after = (what: string, meanMinutes: number): number =>
    Math.min(-Math.log(1 - draw(`${what} delay`)) * meanMinutes * MINUTE_MS, LONGEST_DELAY_MS);

  // Whether an address exists does not change from mail to mail.
  if (unitInterval(`${mail.seed}|exists|${address}`) < profile.hardBounce)
    return [{ kind: 'hardBounce', delayMs: 0 }];
  const fate = draw('delivery');
  if (fate < profile.softBounce) return [{ kind: 'softBounce', delayMs: 0 }];
  if (fate >= profile.softBounce + profile.deliver + profile.hardBounce) return [];

  const { delays } = profile;
  const reactions: Reaction[] = [{ kind: 'delivery', delayMs: 0 }];
  const add = (kind: ReactionKind, delayMs: number): void => void reactions.push({ kind, delayMs });
  if (draw('outOfOffice') < profile.outOfOffice)
    add('outOfOffice', after('outOfOffice', delays.outOfOfficeMinutes));
  if (draw('machineOpen') < profile.machineOpen) add('machineOpen', 0);
  // Whether a scanner stands before a mailbox does not change from mail to mail.
  if (unitInterval(`${mail.seed}|scanned|${address}`) < profile.scan) add('scan', SCAN_AFTER_MS);

  const opensAfter = after('open', delays.openMinutes);
  const engagement = draw('engagement');
  if (engagement < profile.open) add('open', opensAfter);
  // Those who click have opened: both are cut from one draw.
  if (engagement < profile.click) add('click', opensAfter + after('click', delays.clickMinutes));
  if (engagement < profile.book) add('book', opensAfter + after('book', delays.clickMinutes));
  if (draw('reply') < profile.reply) add('reply', after('reply', delays.replyMinutes));
  if (draw('complaint') < profile.complain) add('complaint', after('complaint', delays.complainMinutes));
  if (draw('unsubscribe') < profile.unsubscribe) {
    const kind = draw('unsubscribe way') < profile.unsubscribeByMail ? 'unsubscribeByMail' : 'unsubscribe';
    add(kind, after('unsubscribe', delays.unsubscribeMinutes));
  }
  const answer = mail.invites ? answerOf(mail, profile) : undefined;
  if (answer) add(answer, after('reply', delays.replyMinutes));
  return reactions;
}

/** What a person answers to an invitation does not change from mail to mail. */
function answerOf({ recipient, seed }: MailAtHand, { invitations }: PeopleProfile) {
  let left = unitInterval(`${seed}|invitation|${recipient.toLowerCase()}`);
  return INVITATION_REACTIONS.find((kind) => {
    left -= invitations[kind];
    return left < 0;
  });
}
