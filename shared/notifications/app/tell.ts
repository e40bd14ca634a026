import type { Clock } from '../../kernel/clock.ts';
import { shortHash } from '../../kernel/ids.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import type { NotificationMessage } from '../contract/messages.ts';
import type { Member, Way } from '../domain/member.ts';
import { type Matter, type Notice, newNotice, SLACK_CHANNEL, WATCH } from '../domain/notice.ts';
import type {
  MemberStore,
  NoticeStore,
  NotificationQueue,
  NotificationScheduler,
} from './ports/notifications.ts';

export interface TellDeps {
  readonly members: MemberStore;
  readonly notices: NoticeStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly notifications: NotificationQueue;
  readonly later: NotificationScheduler;
  readonly clock: Clock;
}

export type AlertSettings = Settings['alerts'];

/**
 * Tells a matter to the members, each once: a notice is made of the matter and the member. Then its deliveries are queued; after
 * a death in between, a repeat finds the notice and queues what still waits.
 * @param waysOf by which channels; undefined: not at all
 * @param toChannel whether the channel of Slack of the workspace is told as well
 */
export async function tell(
  deps: TellDeps,
  matter: Matter,
  settings: AlertSettings,
  { waysOf, toChannel }: { waysOf: (member: Member) => Way[] | undefined; toChannel: boolean },
): Promise<void> {
  for (const member of await deps.members.list(matter.workspace)) {
    const ways = waysOf(member);
    if (ways) await tellOne(deps, matter, settings, member.subject, ways);
  }
  if (toChannel) await tellOne(deps, matter, settings, SLACK_CHANNEL, [{ channel: 'slack', when: 'now' }]);
}

async function tellOne(
  deps: TellDeps,
  matter: Matter,
  { digestHour }: AlertSettings,
  subject: string,
  ways: readonly Way[],
): Promise<void> {
  const fresh = newNotice(matter, subject, ways, { now: deps.clock.now(), digestHour });
  const notice = (await deps.notices.create(fresh)) ? fresh : await deps.notices.get(fresh);
  if (notice) await queueDeliveries(deps, notice);
}

/**
 * Has what still waits done of notices that a matter had before it changed: who made them may have died before their
 * deliveries were queued, and the repeat looks at the matter as it is now.
 */
export async function tellOn(deps: TellDeps, matter: Matter): Promise<void> {
  const subjects = (await deps.members.list(matter.workspace)).map(({ subject }) => subject);
  for (const subject of [...subjects, SLACK_CHANNEL]) {
    const made = await deps.notices.get(
      newNotice(matter, subject, [], { now: deps.clock.now(), digestHour: 0 }),
    );
    if (made) await queueDeliveries(deps, made);
  }
}

/** Has what still waits of a notice done. Whoever does it claims it first, so that more than one message is harmless. */
export async function queueDeliveries(deps: TellDeps, notice: Notice): Promise<void> {
  const { workspace, subject, id, deliveries } = notice;
  const due = deliveries.filter(({ state }) => state === 'pending');
  if (due.length > 0)
    await deps.notifications.send(
      due.map(({ channel }) => ({ kind: 'deliver', workspace, subject, id, channel })),
    );
  for (const { channel, state, slot } of deliveries)
    if (state === 'gathered' && slot !== undefined)
      await sendLater(deps, new Date(slot), { kind: 'digest', workspace, subject, channel, slot });
}

/**
 * Has a matter looked at again. The time counts from when it was watched first, so that repeats do not put it off: the second
 * schedule of a name changes nothing.
 */
export async function watch(
  deps: TellDeps,
  matter: Matter,
  afterMs: number,
  message: NotificationMessage,
): Promise<void> {
  const fresh = newNotice(matter, WATCH, [], { now: deps.clock.now(), digestHour: 0 });
  const isNew = await deps.notices.create(fresh);
  const since = isNew ? fresh.at : ((await deps.notices.get(fresh))?.at ?? fresh.at);
  const when = new Date(Date.parse(since) + afterMs);
  if (isNew || when > deps.clock.now()) await sendLater(deps, when, message);
}

async function sendLater(
  { notifications, later, clock }: TellDeps,
  when: Date,
  message: NotificationMessage,
): Promise<void> {
  if (when <= clock.now()) return notifications.send([message]);
  await later.at(`notify-${shortHash(JSON.stringify(message), 24)}`, when, message);
}

/** Undefined while the workspace has no settings: then it does nothing, and nobody is told. */
export const alertSettingsOf = async (
  { workspaces }: Pick<TellDeps, 'workspaces'>,
  workspace: string,
): Promise<AlertSettings | undefined> => (await workspaces.get(workspace))?.settings.alerts;
