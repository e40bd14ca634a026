import { Link } from '@tanstack/react-router';
import type { IssueView } from '../../../../shared/newsletter/contract/issue.ts';
import { newsletterRoutes } from '../../../../shared/newsletter/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { State } from '../../ui/badge.tsx';
import { type Bar, Bars } from '../../ui/bars.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { Time } from '../../ui/time.tsx';
import { IssueActions } from './issue-actions.tsx';

interface IssueReportProps {
  readonly newsletter: string;
  readonly issue: string;
}

/** One issue: how far it is, what became of it, and what may be done about it. */
export function IssueReport({ newsletter, issue }: IssueReportProps) {
  const request = { params: { id: newsletter, issue } };
  const query = useApi(newsletterRoutes.getIssue, request);
  return (
    <Loaded query={query}>
      {(view) => (
        <Card
          title={view.subject}
          actions={
            <span className="row">
              <State of={view.state} />
              <IssueActions of={view} />
              <CopyAs
                route={newsletterRoutes.getIssue}
                request={request}
                command={`rex newsletter issue ${issue}`}
              />
            </span>
          }
        >
          <div className="grid">
            <Facts of={factsOf(view)} />
            <Bars label="What became of the issue" rows={barsOf(view)} most={view.counts.recipients} />
          </div>
        </Card>
      )}
    </Loaded>
  );
}

const factsOf = ({ task, reason, from, segment, startedAt, finishedAt, archiveAddress }: IssueView) =>
  [
    [
      'Sent by',
      <Link key="task" to="/tasks/$id" params={{ id: task } as never}>
        Its task, with what was approved
      </Link>,
    ],
    ...(reason === null ? [] : [['Why', reason] as const]),
    ['From', from],
    ['To', segment ?? 'All who get the newsletter'],
    ...(startedAt === null ? [] : [['Began', <Time key="began" at={startedAt} />] as const]),
    ...(finishedAt === null ? [] : [['Ended', <Time key="ended" at={finishedAt} />] as const]),
    [
      'Public page',
      archiveAddress === null ? (
        'None: the newsletter has no archive'
      ) : (
        <a key="archive" href={archiveAddress} target="_blank" rel="noreferrer">
          {archiveAddress}
        </a>
      ),
    ],
  ] as const;

/** Opens and clicks are not counted: a newsletter carries no pixel. */
function barsOf({ counts }: IssueView): Bar[] {
  const recipients = { value: counts.recipients, name: 'recipients' };
  const sent = { value: counts.sent, name: 'sent' };
  const unwanted = [
    { label: 'Refused', value: counts.refused, of: recipients, tone: 'bad' },
    { label: 'Outcome unknown', value: counts.unclear, of: recipients, tone: 'warn' },
    { label: 'Bounced', value: counts.bounced, of: sent, tone: 'bad' },
    { label: 'Deferred', value: counts.deferred, of: sent, tone: 'warn' },
    { label: 'Complained', value: counts.complained, of: sent, tone: 'bad' },
    { label: 'Unsubscribed', value: counts.left, of: sent, tone: 'neutral' },
  ] as const;
  return [
    { label: 'Recipients', value: counts.recipients },
    { label: 'Sent', value: counts.sent, of: recipients },
    { label: 'Delivered', value: counts.delivered, of: sent },
    ...unwanted.filter(({ value }) => value > 0),
  ];
}
