import type { Settings } from '../../workspaces/contract/settings.ts';
import type { Issue, IssueRef } from '../domain/issue.ts';
import { type Frame, framed, personalized, type Words } from '../domain/issue-mail.ts';
import { pageToken } from '../domain/links.ts';
import type { Newsletter } from '../domain/newsletter.ts';

export interface LinkDeps {
  readonly threadSecret: string;
  /** HTTPS base of the public pages, without a slash at the end. */
  readonly publicBaseUrl: string;
}

/** The public page of an issue. Who has its address can read it while the newsletter has an archive. */
export const pageUrl = ({ threadSecret, publicBaseUrl }: LinkDeps, ref: IssueRef): string =>
  `${publicBaseUrl}/issues/${pageToken(threadSecret, ref)}`;

/** What stands around the words of an issue. */
export const frameOf = ({ name }: Newsletter, { brandName, postalAddress }: Settings) => ({
  name,
  brandName,
  postalAddress,
});

/** An issue as one person gets it: once it has begun, with the frame that was approved. */
export function issueFor(
  deps: LinkDeps,
  { newsletter, settings }: { readonly newsletter: Newsletter; readonly settings: Settings },
  issue: Pick<Issue, 'workspace' | 'id' | 'subject' | 'text' | 'html' | 'frame'>,
  { firstName, leaveUrl }: { readonly firstName: string | undefined; readonly leaveUrl: string },
): Words {
  const frame: Frame = {
    ...(issue.frame ?? frameOf(newsletter, settings)),
    leaveUrl,
    pageUrl: newsletter.archive ? pageUrl(deps, issue) : undefined,
  };
  return framed(personalized(issue, firstName), frame);
}
