import * as z from 'zod';
import { ALERT_SEVERITIES, type AlertView } from '../../alerts/contract/alert.ts';
import { instantSchema, ROLES, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { APPROVERS } from '../../kernel/contract/route.ts';
import { keepUnknown, readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { CHANNELS, MAIL_TROUBLES, type MemberView } from '../contract/notifications.ts';

type Severity = AlertView['severity'];
export type Channel = (typeof CHANNELS)[number];

const severity = readUnknownAs(z.enum(ALERT_SEVERITIES), 'critical');
const wishSchema = z.object({ from: severity.nullable(), digestFrom: severity.nullable() });

const mailTroubleSchema = z.object({
  kind: readUnknownAs(z.enum(MAIL_TROUBLES), 'bounced'),
  at: instantSchema,
  reason: z.string().optional(),
});
type MailTrouble = z.infer<typeof mailTroubleSchema>;

const DID = { bounced: 'sent a mail back for good', complained: 'reported a mail as spam' } as const;
/** What they do about it. */
export const troubleText = ({ kind, at, reason }: MailTrouble): string =>
  `Their mailbox ${DID[kind]} at ${at}${reason ? ` (${reason})` : ''}. Nothing is mailed to it until they subscribe anew.`;

/** A member who has a subscription: what they want to be told, and how they are reached. */
export const memberSchema = z.object({
  workspace: workspaceIdSchema,
  subject: z.string(),
  version: z.number().int().min(1),
  /** As their token said when they subscribed or looked last. */
  role: readUnknownAs(z.enum(ROLES), 'viewer'),
  email: z.string().optional(),
  phone: z.string().optional(),
  slackUser: z.string().optional(),
  /** Why nothing is mailed to the address any more. */
  mailTrouble: mailTroubleSchema.optional(),
  channels: z.object({
    email: wishSchema.optional(),
    slack: wishSchema.optional(),
    sms: wishSchema.optional(),
  }),
  types: z.array(z.string()).optional(),
  requests: z.array(keepUnknown(z.enum(['messages', 'settings', 'answer', 'task']))),
});
export type Member = z.infer<typeof memberSchema>;

export const memberView = (member: Member): MemberView => ({
  member: member.subject,
  role: member.role,
  email: member.email ?? null,
  phone: member.phone ?? null,
  slackUser: member.slackUser ?? null,
  mailTrouble: member.mailTrouble
    ? { ...member.mailTrouble, reason: member.mailTrouble.reason ?? null }
    : null,
  channels: member.channels,
  types: member.types,
  requests: member.requests.filter((each) => typeof each === 'string') as MemberView['requests'],
});

/** By which channel, and whether at once or in the daily digest. */
export interface Way {
  readonly channel: Channel;
  readonly when: 'now' | 'daily';
}

const atLeast = (found: Severity, wanted: Severity | null | undefined): boolean =>
  wanted != null && ALERT_SEVERITIES.indexOf(found) >= ALERT_SEVERITIES.indexOf(wanted);

export const isReached = ({ email, phone, slackUser }: Member, channel: Channel): boolean =>
  ({ email, sms: phone, slack: slackUser })[channel] !== undefined;

const now = (channel: Channel): Way => ({ channel, when: 'now' });

/** How a member is told of an alert; undefined: not at all, nor in the app. */
export function waysOfAlert(
  member: Member,
  { type, severity }: Pick<AlertView, 'type' | 'severity'>,
): Way[] | undefined {
  if (member.types && !member.types.includes(type)) return undefined;
  return wishedWays(member, severity);
}

const wishedWays = (member: Member, severity: Severity): Way[] =>
  CHANNELS.flatMap((channel): Way[] => {
    const wish = member.channels[channel];
    if (!wish || !isReached(member, channel)) return [];
    if (atLeast(severity, wish.from)) return [now(channel)];
    return atLeast(severity, wish.digestFrom) ? [{ channel, when: 'daily' }] : [];
  });

/** How a member is told what a person wrote: in the app, and by those of these channels that they want for what is so grave. */
export const waysOfMessage = (
  member: Member,
  { severity, channels }: { readonly severity: Severity; readonly channels: readonly Channel[] },
): Way[] => wishedWays(member, severity).filter(({ channel }) => channels.includes(channel));

export const mayDecide = ({ role }: Pick<Member, 'role'>): boolean => APPROVERS.includes(role);

/** Of two roles the one that may decide less. */
export function lowerRole(one: Member['role'], other: Member['role']): Member['role'] {
  const roles = [one, other].toSorted((a, b) => ROLES.indexOf(b) - ROLES.indexOf(a));
  return roles.find((role) => !mayDecide({ role })) ?? roles[0] ?? 'viewer';
}

/** How a member is told of an approval that waits: only those who may decide it. A text has no room for what it would do. */
export function waysOfRequest(member: Member, subject: string): Way[] | undefined {
  if (!mayDecide(member)) return undefined;
  if (!member.requests.includes(subject as Member['requests'][number])) return [];
  return (['email', 'slack'] as const).filter((channel) => isReached(member, channel)).map(now);
}

/** Steps after which somebody has to have looked. */
export const ESCALATION_STEPS = 2;

/** Nobody acknowledged it: first all admins by e-mail, then their telephones, whatever they asked to be told. */
export function waysOfEscalation(member: Member, step: number): Way[] | undefined {
  if (member.role !== 'owner' && member.role !== 'admin') return undefined;
  const channel = step === 1 ? 'email' : 'sms';
  return isReached(member, channel) ? [now(channel)] : step === 1 ? [] : undefined;
}

/** Nobody decided: everybody who may. */
export const waysOfReminder = (member: Member): Way[] | undefined =>
  mayDecide(member) ? (isReached(member, 'email') ? [now('email')] : []) : undefined;
