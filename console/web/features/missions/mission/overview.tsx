import { approvalRoutes } from '../../../../../shared/approvals/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { plural } from '../../../format/numbers.ts';
import { wordsOf } from '../../../ui/badge.tsx';
import { Bars } from '../../../ui/bars.tsx';
import { Card } from '../../../ui/card.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { paramLabel } from '../param-label.ts';
import { shownValue } from './facts-of.tsx';
import { leadFunnel, messageFunnel, reasonsText } from './funnel.ts';
import { Release } from './release.tsx';
import type { Mission } from './view.ts';
import { Waits } from './waits.tsx';

/** The funnel of a mission, and what stops it. */
export function Overview({ mission }: { readonly mission: Mission }) {
  const { messages, report, params, replyClasses } = mission;
  const replies = Object.entries(replyClasses).map(([name, value]) => ({ label: wordsOf(name), value }));
  return (
    <>
      <Waits mission={mission} />
      <div className="grid">
        <div className="stack">
          {messages === null ? null : (
            <Card title="Messages">
              <Bars label="Messages" rows={messageFunnel(messages)} most={messages.drafted} />
            </Card>
          )}
          {replies.length === 0 ? null : (
            <Card title="What replies want">
              <Bars
                label="Replies by what they want"
                rows={replies}
                most={Math.max(...replies.map(({ value }) => value))}
              />
            </Card>
          )}
        </div>
        <div className="stack">
          {report === null ? (
            <Audience approvalId={mission.approvalId} />
          ) : (
            <Card title="Leads">
              <Bars label="Leads" rows={leadFunnel(report.audience)} most={report.audience.leads} />
            </Card>
          )}
          <Release mission={mission} />
          <Card title="What it was told">
            <Facts
              of={Object.entries(params).map(([name, value]) => [paramLabel(name), shownValue(value)])}
            />
          </Card>
        </div>
      </div>
    </>
  );
}

/** Before the report is written, the approval knows whom the mission writes to. */
function Audience({ approvalId }: { readonly approvalId: string | null }) {
  const approval = useApi(
    approvalRoutes.getApproval,
    { params: { id: approvalId ?? '' }, query: { sample: 0 } },
    { enabled: approvalId !== null },
  ).data;
  if (approval === undefined || approval.missionId === null) return null;
  const blocked = reasonsText(approval.blockedDrafts);
  return (
    <Card title="Leads">
      <div className="stack-tight">
        <p>
          Rex selected <strong>{plural(approval.recipients, 'lead')}</strong> to write to.
          {blocked === '' ? '' : ` Drafts that were left out: ${blocked}.`}
        </p>
        <p className="quiet small">Who was held out or left out, and why, is in the report when it ends.</p>
      </div>
    </Card>
  );
}
