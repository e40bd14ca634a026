import type { EnrichmentView } from '../../../../../shared/enrichment/contract/routes.ts';
import type { ExplanationView } from '../../../../../shared/leads/contract/routes.ts';
import type { Tone } from '../../../ui/badge.tsx';

type Sent = ExplanationView['missions'][number]['sent'][number];

export interface TimelineEntry {
  readonly key: string;
  readonly at: string;
  /** `order`s are known by the day only. */
  readonly kind: 'sent' | 'event' | 'received' | 'answer' | 'meeting' | 'enrichment' | 'order' | 'decision';
  readonly title: string;
  readonly tone: Tone;
  /** Of the person, or of a member: text from outside. */
  readonly text?: string | undefined;
  /** What else is known: why, by whom, how sure. */
  readonly note?: string | undefined;
  readonly missionId?: string | undefined;
}

const OUTCOMES = [
  ['deliveredAt', 'Delivered', 'good'],
  ['bouncedAt', 'Bounced', 'bad'],
  ['repliedAt', 'Counted as replied', 'good'],
  ['bookedAt', 'Counted as booked', 'good'],
  ['unsubscribedAt', 'Unsubscribed', 'bad'],
] as const satisfies readonly (readonly [keyof Sent, string, Tone])[];

const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** Everything that happened between Rex and a person, in one line, the latest first. */
export function timelineOf(
  explanation: ExplanationView,
  enrichment: EnrichmentView | undefined,
): TimelineEntry[] {
  const { lead, missions, inbound, answers, meetings } = explanation;
  const entries: TimelineEntry[] = [
    ...missions.flatMap(({ missionId, name, sent }) =>
      sent.flatMap((message) => ofMessage(message, missionId, name)),
    ),
    ...inbound.map(({ at, kind, class: wants, text }, index) => ({
      key: `in ${index}`,
      at,
      kind: 'received' as const,
      title: wants === null ? `Received: ${words(kind)}` : `Received: ${words(wants)}`,
      tone: 'info' as const,
      text,
      note: wants === null ? undefined : words(kind),
    })),
    ...answers.map(({ id, at, by, drafted, channel, state, reason, text }) => ({
      key: id,
      at,
      kind: 'answer' as const,
      title: `Answer by ${channel}: ${words(state)}`,
      tone: ANSWER_TONES[state] ?? ('neutral' as const),
      text,
      note: [drafted ? `drafted, asked for by ${by}` : `by ${by}`, reason].filter(Boolean).join('; '),
    })),
    ...meetings.map(({ id, startsAt, bookedAt, state, source, title }) => ({
      key: id,
      at: bookedAt ?? startsAt,
      kind: 'meeting' as const,
      title: `Meeting ${words(state)}: ${title}`,
      tone: state === 'booked' ? ('good' as const) : ('neutral' as const),
      note: `begins ${startsAt.slice(0, 16).replace('T', ' ')} UTC, by ${source}`,
    })),
    ...(enrichment?.asked ?? []).map(({ source, state, at, costUsd }) => ({
      key: `asked ${source} ${at}`,
      at,
      kind: 'enrichment' as const,
      title: `Enrichment by ${source}: ${words(state)}`,
      tone: state === 'found' ? ('good' as const) : ('neutral' as const),
      note: costUsd > 0 ? `$${costUsd.toFixed(3)}` : undefined,
    })),
    ...(lead.lastOrderOn === null
      ? []
      : [
          {
            key: 'order',
            at: `${lead.lastOrderOn}T00:00:00.000Z`,
            kind: 'order' as const,
            title: lead.orders === 1 ? 'The only order' : `Last of ${lead.orders} orders`,
            tone: 'good' as const,
          },
        ]),
    ...decisionsOf(lead),
  ];
  return entries.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

const ANSWER_TONES: Readonly<Record<string, Tone>> = {
  sent: 'good',
  delivered: 'good',
  pending: 'warn',
  unknown: 'warn',
  blocked: 'warn',
  refused: 'bad',
  bounced: 'bad',
  complained: 'bad',
};

const words = (code: string): string => code.replaceAll('_', ' ').toLowerCase();

function ofMessage(message: Sent, missionId: string, mission: string): TimelineEntry[] {
  const { id, step, variant, channel, channelReason, state, reason, subject, sentAt, claimedAt } = message;
  const about = `${mission}, step ${step}${variant}`;
  const outcomes = OUTCOMES.flatMap(([name, title, tone]) => {
    const at = message[name];
    return at === null
      ? []
      : [{ key: `${id} ${name}`, at, kind: 'event' as const, title, tone, note: about, missionId }];
  });
  const engagements = message.engagements.map(({ kind, at, probability, byPerson, signs }) => ({
    key: `${id} ${kind} ${at}`,
    at,
    kind: 'event' as const,
    title: `${kind === 'opened' ? 'Opened' : 'Clicked'} ${byPerson ? 'by the person' : 'by a machine'}`,
    tone: byPerson ? ('good' as const) : ('neutral' as const),
    note: [`${percent(probability)} likely a person`, ...signs.map(({ sentence }) => sentence)].join('. '),
    missionId,
  }));
  return [
    {
      key: id,
      at: sentAt ?? claimedAt,
      kind: 'sent',
      title: sentAt === null ? `${words(state)}: ${subject}` : subject || `Message by ${channel}`,
      tone: sentAt === null ? 'warn' : 'info',
      note: [about, `by ${channel}`, channelReason, reason].filter(Boolean).join('; '),
      missionId,
    },
    ...outcomes,
    ...engagements,
  ];
}

function decisionsOf({ suppressed, held, notBefore }: ExplanationView['lead']): TimelineEntry[] {
  const decision = (key: string, at: string, title: string, tone: Tone) => ({
    key,
    at,
    kind: 'decision' as const,
    title,
    tone,
  });
  return [
    ...(suppressed
      ? [decision('suppressed', suppressed.at, `Suppressed: ${words(suppressed.reason)}`, 'bad')]
      : []),
    ...(held ? [decision('held', held.since, `Held: ${words(held.reason)}`, 'warn')] : []),
    ...(notBefore
      ? [decision('later', notBefore.at, `May be written to again: ${words(notBefore.because)}`, 'info')]
      : []),
  ];
}
