import type { Channel } from '../../channels/contract/channels.ts';
import { CHANNEL_TERMS } from '../../channels/domain/channel-terms.ts';
import type { SendingDomain } from '../../domains/domain/pool.ts';
import { inboxAllowance } from '../../domains/domain/sending-domain.ts';
import { dailyCap } from '../../domains/domain/warmup.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import type { SendContext } from './guards/guard.ts';

/** How many more messages of a channel may go today, by everything that has a limit for the day. */
export function leftToday({
  settings,
  mission,
  domain,
  channel,
  day,
  now,
}: {
  readonly settings: Settings;
  readonly mission: OutreachMission;
  readonly domain: SendingDomain | undefined;
  readonly channel: Channel;
  /** What was sent today. */
  readonly day: {
    readonly sent: number;
    readonly domains: Readonly<Record<string, number>>;
    readonly inboxes: Readonly<Record<string, number>>;
    readonly channels: Readonly<Record<string, number>>;
  };
  readonly now: Date;
}): SendContext['left'] {
  const inbox = domain && inboxAllowance(domain, mission.reservation?.inbox);
  return {
    workspace: settings.dailyBudget - day.sent,
    inbox: inbox ? inbox.limit - (day.inboxes[inbox.address] ?? 0) : Number.POSITIVE_INFINITY,
    channel: CHANNEL_TERMS[channel].dailyLimit(settings.channels) - (day.channels[channel] ?? 0),
    domain: domain ? dailyCap(domain, now) - (day.domains[domain.domain] ?? 0) : 0,
  };
}
