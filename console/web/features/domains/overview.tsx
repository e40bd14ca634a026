import { Card } from '../../ui/card.tsx';
import { HolderList } from './holders.tsx';
import { MissingRecords } from './missing-records.tsx';
import { Reputation } from './reputation.tsx';
import type { HolderView, Standing } from './resources.ts';
import { RiskBudget } from './risk-budget.tsx';
import { SendGridDays } from './sendgrid-days.tsx';
import { Warmup } from './warmup.tsx';

interface OverviewProps {
  readonly standing: Standing;
  readonly holders: readonly HolderView[];
}

/** How a domain stands and why: its reputation in parts, its warmup, what it may still risk today, who holds it. */
export function Overview({ standing, holders }: OverviewProps) {
  return (
    <>
      <MissingRecords domain={standing.domain} />
      <Card title="Reputation by mailbox provider" flush>
        <Reputation standing={standing} />
      </Card>
      <div className="grid">
        <Warmup standing={standing} />
        <Card title="Risk budget of today" flush>
          <RiskBudget standing={standing} />
        </Card>
        <Card title="Held by">
          <HolderList of={holders} />
        </Card>
      </div>
      {standing.sendgrid === null ? null : (
        <Card title="Counts of SendGrid and of its webhook" flush>
          <SendGridDays days={standing.sendgrid} />
        </Card>
      )}
    </>
  );
}
