import { mailProviderOf } from '../../channels/domain/channel-terms.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { recipientsBy } from '../../domains/domain/traffic.ts';
import { dailyCap } from '../../domains/domain/warmup.ts';
import { addMs, MINUTE, nextUtcDay, utcDay } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { REX } from '../../kernel/events.ts';
import { providerGroupOf } from '../../leads/domain/mailbox-providers.ts';
import type { ProviderLimits } from '../../limits/app/ports/provider-limits.ts';
import type { UnderWay } from '../../limits/app/ports/under-way.ts';
import { isConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { type Issue, type IssueRef, issueEvent, turned, waitingUntil } from '../domain/issue.ts';
import { isIn } from '../domain/segment.ts';
import { obstacleOf } from '../domain/sender.ts';
import type { Subscription } from '../domain/subscription.ts';
import { alertOfMend } from './alert-mend.ts';
import { type JudgeIssueDeps, judgeIssue } from './judge-issue.ts';
import type { CopyStore, IssueStore } from './ports/issues.ts';
import type { NewsletterStore, SubscriptionStore } from './ports/newsletter.ts';
import { type SendCopyDeps, type SendView, sendCopy } from './send-copy.ts';
import { type WhoMayBeMailedDeps, whoMayBeMailed } from './who-may-be-mailed.ts';

interface WorkIssueDeps extends JudgeIssueDeps, SendCopyDeps, WhoMayBeMailedDeps {
  readonly newsletters: Pick<NewsletterStore, 'get'>;
  readonly subscriptions: Pick<SubscriptionStore, 'get' | 'confirmedBy'>;
  readonly issues: IssueStore;
  readonly copies: CopyStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly pools: Pick<PoolStore, 'get' | 'day' | 'reserveSends' | 'returnSends'>;
  readonly limits: ProviderLimits;
  readonly underWay: Pick<UnderWay, 'begin' | 'end'>;
}

/** Pause, stop, and what is left of the day are looked at before each batch of so many people. */
const BATCH = 24;
const WIDTH = 8;
/** A worker that dies is followed by another after so long. */
const HELD_MS = 2 * MINUTE;
/** The consumer's time is not endless: what is left over is done in the next round. */
const WORK_AT_MOST_MS = 40_000;
const LOOK_AGAIN_MS = 5 * MINUTE;

/**
 * Sends the next batches of an issue, if it goes on now. One worker has it at a time; and each copy is claimed before the provider is
 * called, so that whoever is too late sends nothing twice. The place in the list of subscribers moves on when all of a batch are done,
 * so that whoever follows a dead worker leaves nobody out.
 */
export async function workIssue(deps: WorkIssueDeps, ref: IssueRef): Promise<void> {
  const started = deps.clock.now();
  const known = await deps.issues.get(ref);
  if (known?.state !== 'sending' || known.nextAt === undefined || known.nextAt > started.toISOString())
    return;
  const issue = await save(deps, held(deps, known));
  if (!issue) return;
  const { workspace, id } = ref;
  await deps.underWay.begin(workspace, `issue ${id}`, addMs(started, HELD_MS));
  try {
    await workBatches(deps, issue, started);
  } finally {
    await deps.underWay.end(workspace, `issue ${id}`);
  }
}

async function workBatches(deps: WorkIssueDeps, begun: Issue, started: Date): Promise<void> {
  let issue: Issue | undefined = begun;
  while (issue?.state === 'sending') {
    const next = await workBatch(deps, issue);
    if (!next) return;
    const goesOn = next.state === 'sending' && next.reason === undefined;
    const hasTime = deps.clock.now().getTime() - started.getTime() < WORK_AT_MOST_MS;
    issue = await save(deps, goesOn && !hasTime ? waitingUntil(next, deps.clock.now(), undefined) : next);
    if (!goesOn || !hasTime) return;
  }
}

const held = ({ clock }: WorkIssueDeps, issue: Issue): Issue =>
  waitingUntil(issue, addMs(clock.now(), HELD_MS), undefined);

/** Undefined: somebody else has it, or a person or a bound has stopped it. */
async function save(deps: WorkIssueDeps, next: Issue): Promise<Issue | undefined> {
  const cause = { actor: REX, correlationId: next.task };
  const events = next.state === 'sending' ? [] : [issueEvent(next, cause, deps.clock.now())];
  try {
    return await deps.issues.save(next, events);
  } catch (error) {
    if (isConflict(error)) return undefined;
    throw error;
  }
}

/** The issue as it is to be after the next batch; undefined when it was stopped. */
async function workBatch(deps: WorkIssueDeps, issue: Issue): Promise<Issue | undefined> {
  const { workspace, newsletter: list, asOf, cursor, domain: name } = issue;
  const now = deps.clock.now();
  const later = (reason: string, until = addMs(now, LOOK_AGAIN_MS)): Issue =>
    waitingUntil(issue, until, reason);
  const [newsletter, record, pool, day] = await Promise.all([
    deps.newsletters.get(workspace, list),
    deps.workspaces.get(workspace),
    deps.pools.get(workspace),
    deps.pools.day(workspace, utcDay(now)),
  ]);
  const settings = record?.settings;
  if (!settings || !newsletter || settings.paused) return later('The workspace is paused.');
  if (settings.dryRun) return later('The workspace is in a dry run.');
  if (!(await judgeIssue(deps, issue))) return undefined;
  const domain = pool?.domains.find((each) => each.domain === name);
  const obstacle = obstacleOf(domain, settings);
  if (obstacle !== undefined || !domain) return later(obstacle ?? '');
  const page = await deps.subscriptions.confirmedBy(workspace, {
    newsletter: list,
    asOf,
    limit: BATCH,
    cursor,
  });
  const people = await recipientsOf(deps, issue, page.subscriptions);
  const limit = dailyCap(domain, now);
  const left = Math.min(limit - (day.domains[name] ?? 0), settings.dailyBudget - day.sent);
  const some = people.slice(0, Math.max(0, left));
  const ended = some.length === people.length;
  if (some.length > 0) {
    const provider = mailProviderOf(settings.channels, name);
    // Before the day's budget, which nobody would give back: calls that are not made come back by themselves.
    const rate = await deps.limits.take(workspace, provider, some.length);
    if (!rate.ok) return later(`The rate of ${provider} is used up.`, rate.retryAt);
    const to = recipientsBy(some.map(({ address }) => providerGroupOf(address)));
    const reserved = await deps.pools.reserveSends({
      workspace,
      day: utcDay(now),
      count: some.length,
      workspaceLimit: settings.dailyBudget,
      domain: { name, limit, to },
    });
    if (reserved !== 'reserved') return later(`The day of ${name} could not be taken of (${reserved}).`);
    const { notSent, kept } = await sendAll(deps, { issue, newsletter, settings, provider }, some);
    if (notSent.length > 0) {
      const back = recipientsBy(notSent.map(({ address }) => providerGroupOf(address)));
      const count = notSent.length;
      await deps.pools.returnSends({ workspace, day: utcDay(now), count, domain: { name, to: back } });
    }
    if (kept) return later(kept.reason, kept.until);
  }
  if (!ended) return later('The limit of the day is reached.', nextUtcDay(now));
  if (page.cursor !== null) return { ...held(deps, issue), cursor: page.cursor };
  return turned(issue, { state: 'finished', finishedAt: deps.clock.now().toISOString() });
}

/** Those of a page whom it goes to, as they are now: confirmed since before, of the segment, without a copy, free to be mailed. */
async function recipientsOf(
  deps: WorkIssueDeps,
  { workspace, newsletter, id: issue, asOf, segment = {}, domain }: Issue,
  page: readonly Subscription[],
): Promise<Subscription[]> {
  const now = await mapConcurrent(page, WIDTH, async ({ leadId }) => {
    const of = { workspace, newsletter, leadId };
    const [subscription, copy] = await Promise.all([
      deps.subscriptions.get(of),
      deps.copies.get({ ...of, issue }),
    ]);
    return subscription?.state === 'confirmed' && subscription.since <= asOf && !copy ? [subscription] : [];
  });
  const wanted = now.flat().filter((each) => isIn(segment, each));
  return whoMayBeMailed(deps, workspace, domain, wanted);
}

/** Whom it certainly did not go to, and why and until when some of these wait. */
async function sendAll(
  deps: WorkIssueDeps,
  view: SendView,
  people: readonly Subscription[],
): Promise<{
  readonly notSent: readonly Subscription[];
  readonly kept: { readonly reason: string; readonly until: Date | undefined } | undefined;
}> {
  const outcomes = await mapConcurrent(people, WIDTH, (person) => sendCopy(deps, view, person));
  const notSent = people.filter((_, n) => outcomes[n] !== undefined);
  const first = outcomes.find((outcome) => outcome?.outcome === 'unavailable');
  if (!first) return { notSent, kept: undefined };
  if (first.mend) await alertOfMend(deps, view, first.reason, first.mend);
  const until = first.until === undefined ? undefined : new Date(first.until);
  return { notSent, kept: { reason: first.mend?.todo ?? first.reason, until } };
}
