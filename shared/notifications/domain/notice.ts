import * as z from 'zod';
import { ALERT_SEVERITIES, type AlertView } from '../../alerts/contract/alert.ts';
import { addMs, DAY, HOUR, MINUTE } from '../../kernel/clock.ts';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs, refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { derivedId } from '../../kernel/ids.ts';
import { notificationEvents } from '../contract/events.ts';
import {
  CHANNELS,
  DELIVERY_STATES,
  NOTICE_KINDS,
  type NoticeView,
  noticeIdSchema,
} from '../contract/notifications.ts';
import type { Channel, Way } from './member.ts';

const deliverySchema = z.object({
  channel: refuseUnknown(z.enum(CHANNELS)),
  state: readUnknownAs(z.enum(DELIVERY_STATES), 'unknown'),
  /** Calls that certainly did not send it. */
  tries: z.number().int(),
  claimedAt: instantSchema.optional(),
  /** It is not tried before. */
  notBefore: instantSchema.optional(),
  /** When the digest is made for which it is gathered. */
  slot: instantSchema.optional(),
  reason: z.string().optional(),
  providerId: z.string().optional(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** What one member is told of one matter: in the app, and by the channels of `deliveries`. */
export const noticeSchema = z.object({
  workspace: workspaceIdSchema,
  subject: z.string(),
  id: noticeIdSchema,
  version: z.number().int().min(1),
  kind: refuseUnknown(z.enum(NOTICE_KINDS)),
  about: z.string(),
  severity: readUnknownAs(z.enum(ALERT_SEVERITIES), 'critical'),
  title: z.string(),
  message: z.string(),
  at: instantSchema,
  readAt: instantSchema.optional(),
  deliveries: z.array(deliverySchema),
});
export type Notice = z.infer<typeof noticeSchema>;

/** What is to be told. The same matter is told to a member once. */
export interface Matter {
  readonly workspace: string;
  readonly kind: Notice['kind'];
  readonly about: string;
  /** When what it is about began. */
  readonly since: string;
  readonly severity: AlertView['severity'];
  /** 0 at first; then that of the escalation or reminder. */
  readonly step: number;
  readonly title: string;
  readonly message: string;
}

/** In the place of a member: the channel of Slack of the workspace, and the record that a matter is watched. */
export const SLACK_CHANNEL = '#slack';
export const WATCH = '#watch';

/** Its id is made of the matter and the member: a repeat finds it. A greater severity is another matter. */
export function newNotice(
  { workspace, kind, about, since, severity, step, title, message }: Matter,
  subject: string,
  ways: readonly Way[],
  { now, digestHour }: { readonly now: Date; readonly digestHour: number },
): Notice {
  const of = JSON.stringify([workspace, about, severity, step, subject]);
  return {
    workspace,
    subject,
    id: derivedId('n', new Date(since), of),
    version: 1,
    kind,
    about,
    severity,
    title,
    message,
    at: now.toISOString(),
    deliveries: ways.map(({ channel, when }) => ({
      channel,
      tries: 0,
      ...(when === 'now'
        ? { state: 'pending' as const }
        : { state: 'gathered' as const, slot: nextDaily(now, digestHour).toISOString() }),
    })),
  };
}

const DIGEST_LINES = 50;

/** One message in the place of many. Its id is made of what is in it. */
export function newDigest(items: readonly Notice[], channel: Channel, now: Date): Notice | undefined {
  const [first] = items;
  if (!first) return undefined;
  const { workspace, subject } = first;
  const severity =
    ALERT_SEVERITIES.findLast((each) => items.some((item) => item.severity === each)) ?? 'info';
  return {
    workspace,
    subject,
    id: derivedId('n', now, JSON.stringify([workspace, channel, ...items.map(({ id }) => id)])),
    version: 1,
    kind: 'digest',
    about: first.id,
    severity,
    title: items.length === 1 ? first.title : `${items.length} notifications`,
    message: items
      .slice(0, DIGEST_LINES)
      .map((item) => `${item.severity}: ${item.title}\n${item.message}`)
      .join('\n\n'),
    at: now.toISOString(),
    readAt: now.toISOString(),
    deliveries: [{ channel, tries: 0, state: 'pending' }],
  };
}

export const deliveryBy = ({ deliveries }: Notice, channel: Channel): Delivery | undefined =>
  deliveries.find((each) => each.channel === channel);

/** The notice after one of its deliveries has changed. What is not in `next` is forgotten. */
export const withDelivery = (notice: Notice, next: Delivery): Notice => ({
  ...notice,
  deliveries: notice.deliveries.map((each) => (each.channel === next.channel ? next : each)),
});

/** Longer than a call of any provider: whoever claimed so long ago is dead. */
export const CLAIM_MS = 2 * MINUTE;
export const isAbandoned = ({ state, claimedAt = '' }: Delivery, now: Date): boolean =>
  state === 'claimed' && now.getTime() - Date.parse(claimedAt) >= CLAIM_MS;

export const MOST_TRIES = 5;
/** Before the next try, in seconds: a minute, then twice that. */
export const pauseAfter = (tries: number): number => Math.min(60 * 2 ** (tries - 1), 900);

export const nextHour = (now: Date): Date => new Date((Math.floor(now.getTime() / HOUR) + 1) * HOUR);

function nextDaily(now: Date, hour: number): Date {
  const today = new Date(Math.floor(now.getTime() / DAY) * DAY + hour * HOUR);
  return today > now ? today : addMs(today, DAY);
}

export const noticeView = ({ deliveries, readAt, ...notice }: Notice): NoticeView => ({
  ...notice,
  readAt: readAt ?? null,
  deliveries: deliveries.map(({ channel, state, reason }) => ({ channel, state, reason: reason ?? null })),
});

/** An event about a notice that is about to be saved: its sequence is the version that it gets. */
export const sentEvent = (notice: Notice, channel: Channel, cause: Cause, now: Date): RexEvent =>
  newEvent(
    notificationEvents,
    'notification.sent',
    {
      ...cause,
      about: notice.id,
      sequence: notice.version + 1,
      workspace: notice.workspace,
      data: {
        noticeId: notice.id,
        channel,
        kind: notice.kind,
        about: notice.about,
        severity: notice.severity,
      },
    },
    now,
  );
