import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import { raiseAlert } from '../../alerts/app/raise-alert.ts';
import { mailProviderOf } from '../../channels/domain/channel-terms.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import type { ProviderDayStore } from '../../domains/app/ports/provider-days.ts';
import { isGap, isSettled, missingOf, type ProviderDay } from '../../domains/domain/provider-day.ts';
import { addMs, type Clock, DAY, utcDay } from '../../kernel/clock.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { ProviderBusy, type ProviderSyncStore } from './ports/provider-lists.ts';
import type { ProviderStats } from './ports/provider-stats.ts';

export interface CompareProviderDaysDeps {
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly pools: Pick<PoolStore, 'day'>;
  readonly providerDays: ProviderDayStore;
  readonly syncs: ProviderSyncStore;
  readonly alerts: AlertStore;
  /** The account of a workspace. Undefined for one that has none of its own: what others share counts others' mail. */
  readonly statsOf: (workspace: string) => ProviderStats | undefined;
  readonly clock: Clock;
}

/** Days that are asked for, today included: all that are shown, and those that some runs could not judge. */
const DAYS = 7;
const NOTHING = { delivered: 0, bounced: 0, complained: 0 } as const;

/**
 * Puts SendGrid's own counts of the last days beside what its event webhook told, and raises an alert for a day that is over
 * and of which too much was not told. Nothing is counted again: both counts are only shown. A repeat changes nothing.
 * @returns the number of days that were found to have a gap
 */
export async function compareProviderDays(
  deps: CompareProviderDaysDeps,
  workspace: string,
  correlationId: string,
): Promise<number> {
  const stats = deps.statsOf(workspace);
  const sync = await deps.syncs.get(workspace);
  const now = deps.clock.now();
  if (!stats || (sync?.notBefore !== undefined && sync.notBefore > now.toISOString())) return 0;
  const [from, to] = [utcDay(addMs(now, -(DAYS - 1) * DAY)), utcDay(now)];
  const told = await stats.days(from, to).catch(async (error: unknown) => {
    if (!(error instanceof ProviderBusy)) throw error;
    const waiting = {
      ...(sync ?? { workspace, version: 1, lists: {} }),
      notBefore: error.until.toISOString(),
    };
    await deps.syncs.save(waiting, sync ? 'version' : 'absent');
    return undefined;
  });
  if (!told) return 0;
  for (const { day, judgedAt } of await deps.providerDays.days(workspace, from, to)) {
    // What was judged stays as it was then.
    if (judgedAt !== undefined) continue;
    const sent = await sentBySendgrid(deps, workspace, day);
    await deps.providerDays.tell(workspace, { day, sent, told: told.get(day) ?? NOTHING, readAt: now });
  }
  const days = await deps.providerDays.days(workspace, from, to);
  const open = days.filter(({ day, judgedAt }) => judgedAt === undefined && isSettled(day, now));
  const gaps = open.filter(isGap);
  // The alert comes first: a death in between raises it once more.
  if (gaps.length > 0) await raiseGap(deps, workspace, gaps, correlationId);
  for (const { day } of open) await deps.providerDays.judge(workspace, day, now);
  return gaps.length;
}

async function sentBySendgrid(
  { workspaces, pools }: CompareProviderDaysDeps,
  workspace: string,
  day: string,
): Promise<number> {
  const record = await workspaces.get(workspace);
  if (!record) return 0;
  const { domains } = await pools.day(workspace, day);
  return Object.entries(domains)
    .filter(([domain]) => mailProviderOf(record.settings.channels, domain) === 'sendgrid')
    .reduce((sum, [, sent]) => sum + sent, 0);
}

function raiseGap(
  deps: Pick<CompareProviderDaysDeps, 'alerts' | 'clock'>,
  workspace: string,
  gaps: readonly ProviderDay[],
  correlationId: string,
) {
  const said = gaps.map((day) => `${missingOf(day)} of ${day.sent} on ${day.day}`).join(', ');
  return raiseAlert(
    deps,
    {
      workspace,
      type: 'sendgrid.webhook-gap',
      severity: 'critical',
      title: 'SendGrid knows of deliveries and bounces that its event webhook did not tell',
      message: `By SendGrid's own count, the ends of ${said} e-mails are missing. People who bounced or complained may be written to again. Look in SendGrid at Settings, Mail Settings, Event Webhook: it must be on with its signature, post to this API at /webhook/sendgrid/${workspace}, and tell of processed, delivered, bounced, dropped, deferred and spam reports; its public key must be the one in the secret rex/sendgrid. "rex domains show" has both counts.`,
      evidence: { days: gaps.map((day) => ({ day: day.day, sent: day.sent, missing: missingOf(day) })) },
      cause: 'sendgrid-webhook-gap',
    },
    correlationId,
  );
}
