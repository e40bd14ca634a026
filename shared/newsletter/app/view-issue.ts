import type { IssueView } from '../contract/issue.ts';
import type { Issue } from '../domain/issue.ts';
import { linksOfIssue } from '../domain/links-of-issue.ts';
import type { Newsletter } from '../domain/newsletter.ts';
import { segmentText } from '../domain/segment.ts';
import { type LinkDeps, pageUrl } from './issue-frame.ts';
import type { IssueStore } from './ports/issues.ts';

interface ViewIssueDeps extends LinkDeps {
  readonly issues: Pick<IssueStore, 'counts' | 'links'>;
}

/** An issue with what was counted of it. */
export async function viewIssue(
  deps: ViewIssueDeps,
  { archive }: Pick<Newsletter, 'archive'>,
  issue: Issue,
): Promise<IssueView> {
  const { workspace, id, segment = {}, from } = issue;
  const [{ claimed, sent, refused, ...counts }, links] = await Promise.all([
    deps.issues.counts({ workspace, id }),
    deps.issues.links({ workspace, id }),
  ]);
  const urls = linksOfIssue(issue.html);
  const unclear = Math.max(0, claimed - sent - refused);
  return {
    id,
    newsletter: issue.newsletter,
    task: issue.task,
    state: issue.state,
    reason: issue.reason ?? null,
    subject: issue.subject,
    from: `${from.name} <${from.address}>`,
    segment: segmentText(segment) || null,
    asOf: issue.asOf,
    startedAt: issue.startedAt ?? null,
    finishedAt: issue.finishedAt ?? null,
    counts: { recipients: issue.recipients, sent, refused, unclear, ...counts },
    links: links
      .map(({ link, people, clicks }) => ({ url: urls.get(link) ?? null, people, clicks }))
      .toSorted((a, b) => b.people - a.people || b.clicks - a.clicks),
    archiveAddress: archive ? pageUrl(deps, { workspace, id }) : null,
  };
}
