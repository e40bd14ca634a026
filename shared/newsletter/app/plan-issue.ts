import { isDeepStrictEqual } from 'node:util';
import { type Effect, effectOf } from '../../autonomy/domain/effect.ts';
import { EMAIL_USD } from '../../channels/domain/channel-terms.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import type { Clock } from '../../kernel/clock.ts';
import { sha256 } from '../../kernel/hash.ts';
import { isConflict } from '../../platform/retry-on-conflict.ts';
import { type PassGateDeps, passGate } from '../../quality/app/pass-gate.ts';
import type { Planned } from '../../tasks/app/ports/handler.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { type NewsletterSendPayload, newsletterSendType } from '../contract/tasks.ts';
import { type Issue, issueIdOf } from '../domain/issue.ts';
import { issueContent } from '../domain/issue-content.ts';
import { wordsOf } from '../domain/issue-words.ts';
import type { Newsletter } from '../domain/newsletter.ts';
import { isIn, segmentText } from '../domain/segment.ts';
import { chooseSender, obstacleOf } from '../domain/sender.ts';
import { issueFor, type LinkDeps } from './issue-frame.ts';
import type { IssueStore } from './ports/issues.ts';
import type { NewsletterStore, SubscriptionStore } from './ports/newsletter.ts';
import { type WhoMayBeMailedDeps, whoMayBeMailed } from './who-may-be-mailed.ts';

export interface PlanIssueDeps extends WhoMayBeMailedDeps, LinkDeps, PassGateDeps {
  readonly newsletters: Pick<NewsletterStore, 'get'>;
  readonly subscriptions: Pick<SubscriptionStore, 'confirmedBy'>;
  readonly issues: Pick<IssueStore, 'get' | 'save'>;
  readonly pools: Pick<PoolStore, 'get'>;
  readonly clock: Clock;
}

interface IssueOrder {
  readonly workspace: string;
  readonly taskId: string;
  readonly payload: NewsletterSendPayload;
  readonly settings: Settings;
}

const PAGE = 200;
const FRACTIONS_OF_USD = 10_000;

/**
 * What an issue would be: its words, its sender and its recipients, who are those subscribed now. It is written down as a draft, so
 * that what is approved does not change with everybody who subscribes meanwhile.
 */
export async function planIssue(deps: PlanIssueDeps, order: IssueOrder): Promise<Planned> {
  const { workspace, payload, settings, taskId } = order;
  const newsletter = await deps.newsletters.get(workspace, payload.list);
  if (!newsletter)
    return { outcome: 'refused', reason: `payload.list: there is no newsletter ${payload.list}.` };
  const below = await passGate(deps, workspace, issueContent(payload), settings.quality);
  if (below !== undefined) return { outcome: 'refused', reason: below };
  const issue = await draftOf(deps, order);
  if (typeof issue === 'string') return { outcome: 'unavailable', reason: issue };
  if (issue.state !== 'draft')
    return { outcome: 'refused', reason: `Task ${taskId} has sent its issue already.` };
  if (issue.recipients === 0)
    return { outcome: 'refused', reason: `Nobody is subscribed to ${payload.list} whom it could go to.` };
  return { outcome: 'planned', effect: issueEffect(deps, { newsletter, settings }, issue) };
}

/** The draft of the task as its payload is now; a sentence when it cannot be sent at the moment. */
async function draftOf(deps: PlanIssueDeps, order: IssueOrder): Promise<Issue | string> {
  const { workspace, taskId, payload, settings } = order;
  const { list: newsletter, segment } = payload;
  const now = deps.clock.now();
  const known = await deps.issues.get({ workspace, id: issueIdOf(newsletter, taskId) });
  if (known && known.state !== 'draft') return known;
  const words = wordsOf(payload);
  const pool = await deps.pools.get(workspace);
  const domain =
    pool?.domains.find((each) => each.domain === known?.domain && obstacleOf(each, settings) === undefined) ??
    chooseSender(pool, settings, now);
  if (!domain) return 'No sending domain of the workspace is proved, active and of good reputation.';
  const from = { name: settings.senderName, address: `${settings.senderLocalPart}@${domain.domain}` };
  const of = { ...words, segment, from };
  // Nobody was there then; somebody may have subscribed since.
  if (known && known.recipients > 0 && isDeepStrictEqual(of, picked(known))) return known;
  const asOf = now.toISOString();
  const ids = await recipientsOf(deps, workspace, domain.domain, { newsletter, segment, asOf });
  const draft: Issue = {
    workspace,
    newsletter,
    id: issueIdOf(newsletter, taskId),
    version: known?.version ?? 0,
    state: 'draft',
    task: taskId,
    ...of,
    domain: domain.domain,
    asOf,
    recipients: ids.length,
    digest: sha256(ids.toSorted().join('\n')),
    createdAt: asOf,
  };
  try {
    return await deps.issues.save(draft, []);
  } catch (error) {
    if (isConflict(error)) return 'Another process looked at it at the same time.';
    throw error;
  }
}

const picked = ({ subject, text, html, segment, from }: Issue) => ({ subject, text, html, segment, from });

/** The ids of all whom it may go to. */
async function recipientsOf(
  deps: PlanIssueDeps,
  workspace: string,
  domain: string,
  { segment = {}, ...of }: Pick<Issue, 'newsletter' | 'segment' | 'asOf'>,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const asked = { ...of, limit: PAGE, cursor };
    const page = await deps.subscriptions.confirmedBy(workspace, asked);
    const wanted = page.subscriptions.filter((each) => isIn(segment, each));
    for (const { leadId } of await whoMayBeMailed(deps, workspace, domain, wanted)) ids.push(leadId);
    cursor = page.cursor ?? undefined;
  } while (cursor);
  return ids;
}

/** Exactly what is approved. Of each person, only the name and the way out differ. */
export function issueEffect(
  deps: LinkDeps,
  of: { readonly newsletter: Newsletter; readonly settings: Settings },
  issue: Issue,
): Effect {
  const { newsletter: list, recipients, segment = {}, from, asOf } = issue;
  const whom = segmentText(segment);
  const sample = { firstName: undefined, leaveUrl: `${deps.publicBaseUrl}/leave/...` };
  const words = issueFor(deps, of, issue, sample);
  return effectOf({
    kind: newsletterSendType.type,
    segment: list,
    summary: `Sends an issue of "${of.newsletter.name}" to ${recipients} subscriber${recipients === 1 ? '' : 's'}${whom === '' ? '' : ' of a segment'}, from ${from.address}. It cannot be undone.`,
    facts: {
      list,
      issue: issue.id,
      isSegment: whom !== '',
      content: sha256(JSON.stringify([issue.subject, issue.text, issue.html])),
    },
    recipients: { count: recipients, sample: [], digest: issue.digest },
    content: words,
    changes: [
      { what: 'recipients', field: 'subscribed at', before: null, after: asOf },
      ...(whom === '' ? [] : [{ what: 'recipients', field: 'segment', before: null, after: whom }]),
      { what: 'sender', field: 'From', before: null, after: `${from.name} <${from.address}>` },
      { what: 'headers', field: 'List-Id', before: null, after: of.newsletter.listId },
    ],
    costUsd: Math.round(recipients * EMAIL_USD * FRACTIONS_OF_USD) / FRACTIONS_OF_USD,
    limit: 'newsletter',
  });
}
