import type { EventData } from '../../kernel/contract/event-contract.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { type CouncilEventName, councilEvents } from '../contract/events.ts';
import { councilEvent } from './council-event.ts';

type Told = {
  readonly [N in CouncilEventName]: { readonly name: N; readonly data: EventData<typeof councilEvents, N> };
}[CouncilEventName];

/** What the guilds are told of an event of Rex, by its name. An event that is not here is none of theirs. */
const BY_EVENT: Readonly<Record<string, (event: RexEvent) => readonly Told[]>> = {
  'mission.transitioned': ({ aggregate: { id }, data }) => [
    progress('mission', id, data['to'], data['reason']),
    ...(data['to'] === 'ASSIGNED'
      ? [allocated(id, ['crew', 'sending domain', 'quota'], text(data['reason']))]
      : []),
  ],
  'mission.domain-assigned': ({ aggregate: { id }, data }) => [
    allocated(id, [`domain ${text(data['domain'])}`], 'A person allocated it.'),
  ],
  'domain.assigned': ({ data }) => [
    allocated(text(data['holder']), [`domain ${text(data['domain'])}`], `Until ${text(data['until'])}.`),
  ],
  'task.changed': ({ aggregate: { id }, data }) => [
    ...(data['change'] === 'create'
      ? [
          {
            name: 'TASK_ASSIGNED' as const,
            data: {
              taskId: id,
              type: text(data['type']),
              title: text(data['title']),
              assignee: text(data['agent']),
              priority: text(data['priority']),
              missionId: orNull(data['missionId']),
            },
          },
        ]
      : []),
    ...(OVER.has(text(data['status']))
      ? [progress('task', id, data['status'], data['error'], data['title'])]
      : []),
  ],
  'campaign.changed': ({ aggregate: { id }, data }) => [
    progress('campaign', id, data['state'], data['reason'], data['name']),
  ],
  'move.changed': ({ aggregate: { id }, data }) => [
    progress('move', id, data['state'], data['reason'], data['title']),
  ],
  'approval.decided': ({ aggregate: { id }, data }) => {
    const kind = KINDS.find((each) => each === data['subject']);
    if (kind === undefined) return [];
    const content = {
      kind,
      approvalId: id,
      digest: text(data['digest']),
      missionId: orNull(data['missionId']),
      taskId: orNull(data['taskId']),
      reason: orNull(data['reason']),
    };
    const isApproved = text(data['state']).toLowerCase() === 'approved';
    return [{ name: isApproved ? 'CONTENT_APPROVED' : 'CONTENT_REJECTED', data: content }];
  },
  'intelligence.added': ({ data }) => [
    {
      name: 'INTELLIGENCE_GATHERED',
      data: {
        type: text(data['type']),
        title: text(data['title']),
        source: text(data['source']),
        confidence: Number(data['confidence']),
        validUntil: orNull(data['validUntil']),
      },
    },
  ],
  'notification.sent': ({ data }) => [
    {
      name: 'NOTIFICATION_SENT',
      data: {
        noticeId: text(data['noticeId']),
        channel: text(data['channel']),
        kind: text(data['kind']),
        about: text(data['about']),
        severity: text(data['severity']),
      },
    },
  ],
};

/** An event of a seat says itself what the guilds are told of it. */
const ownTells = ({ data: { tells } }: RexEvent): readonly Told[] =>
  Array.isArray(tells) ? tells.filter((each): each is Told => Object(each).name in councilEvents) : [];

/** What a person may approve that other people will see. */
const KINDS = ['messages', 'answer', 'task'] as const;
/** Statuses of tasks that are worth telling of: they end, or need somebody. */
const OVER: ReadonlySet<string> = new Set(['completed', 'failed', 'rejected', 'escalated', 'cancelled']);

/**
 * What the guilds are told of what happened: a function of the event, with ids of its own that a repeat gives again. So it
 * needs no write beside that of the event, and cannot be told of what did not happen.
 */
export const tellGuilds = (event: RexEvent): RexEvent[] =>
  (BY_EVENT[event.name]?.(event) ?? ownTells(event)).map(({ name, data }) => {
    const { id, aggregate, workspace, sequence, correlationId, actor, at } = event;
    const happening = {
      id: `${id}.${name}`,
      about: aggregate.id,
      sequence,
      workspace,
      correlationId,
      actor,
      data: data as never,
    };
    return { ...councilEvent(name, happening, new Date(at)), causationId: id };
  });

const progress = (
  subject: EventData<typeof councilEvents, 'PROGRESS_UPDATED'>['subject'],
  id: string,
  state: unknown,
  reason: unknown,
  title?: unknown,
): Told => ({
  name: 'PROGRESS_UPDATED',
  data: { subject, id, state: text(state), reason: orNull(reason), title: orNull(title) },
});

const allocated = (holder: string, resources: string[], reason: string): Told => ({
  name: 'RESOURCE_ALLOCATED',
  data: { holder, resources, reason },
});

const text = (value: unknown): string => String(value ?? '');
const orNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
