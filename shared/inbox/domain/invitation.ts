import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';

/** What an answer invites to, changes or calls off: one version of a meeting. */
export const invitationSchema = z.object({
  method: refuseUnknown(z.enum(['REQUEST', 'CANCEL'])),
  meetingId: z.string(),
  uid: z.string(),
  sequence: z.number().int().min(0),
  startsAt: instantSchema,
  endsAt: instantSchema,
  title: z.string(),
  location: z.string().optional(),
  /** The message that led to the meeting: what the person answers is of its thread. */
  missionId: z.string().optional(),
  step: z.number().int().optional(),
});
export type Invitation = z.infer<typeof invitationSchema>;

const SUBJECTS = { first: 'Invitation', change: 'Changed invitation', off: 'Called off' } as const;

/** How the mail of an invitation is called, and all that it says in words: what is approved is what the calendar gets. */
export function invitationWords(
  { method, startsAt, endsAt, title, location }: Invitation,
  {
    note,
    timeZone,
    isKnown,
  }: {
    readonly note: string | undefined;
    readonly timeZone: string;
    /** Whether the person may know of an earlier version. */
    readonly isKnown: boolean;
  },
): { readonly subject: string; readonly text: string } {
  const kind = method === 'CANCEL' ? 'off' : isKnown ? 'change' : 'first';
  const off = kind === 'off' ? ['This meeting is called off:'] : [];
  const lines = [
    ...(note === undefined ? [] : [note, '']),
    ...off,
    title,
    `${dayOf(startsAt, timeZone)}, ${timeOf(startsAt, timeZone)} to ${timeOf(endsAt, timeZone)} (${timeZone})`,
    ...(location === undefined ? [] : [location]),
  ];
  return { subject: `${SUBJECTS[kind]}: ${title}`, text: lines.join('\n') };
}

const dayOf = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(instant));
const timeOf = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(
    new Date(instant),
  );
