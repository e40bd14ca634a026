import { Link } from '@tanstack/react-router';
import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { usePathPart } from '../../app/address.ts';
import { Who } from '../../app/who.tsx';
import { useSession } from '../../sign-in/session-context.ts';
import { State } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { BudgetForm } from './budget-form.tsx';
import { CampaignActions } from './campaign-actions.tsx';
import { CampaignForm } from './campaign-form.tsx';
import { Moves } from './moves.tsx';
import { Parts } from './parts.tsx';
import { Budget, Results } from './results.tsx';

/** One campaign: its plan, what was spent, and what came of it. */
export function Page() {
  const session = useSession();
  const id = usePathPart('id');
  const request = { params: { id } };
  const query = useApi(campaignRoutes.getCampaign, request);
  const results = useApi(campaignRoutes.campaignResults, request);
  const campaign = query.data;
  const isOpen = campaign !== undefined && campaign.endedAt === null;
  return (
    <PageFrame
      title={campaign?.name ?? 'Campaign'}
      about={<Link to="/campaigns">All campaigns</Link>}
      actions={
        <>
          <CopyAs route={campaignRoutes.getCampaign} request={request} command={`rex campaigns show ${id}`} />
          {isOpen && session.may(campaignRoutes.editCampaign) ? <CampaignForm of={campaign} /> : null}
          {isOpen && session.may(campaignRoutes.setCampaignBudget) ? <BudgetForm of={campaign} /> : null}
          {campaign === undefined ? null : <CampaignActions of={campaign} />}
        </>
      }
    >
      <Loaded query={query}>
        {({ state, description, startsAt, endsAt, createdBy }) => (
          <Card title="About">
            <Facts
              of={[
                ['State', <State key="state" of={state} />],
                ['For', description],
                ['Begins', startsAt === null ? null : <Time key="from" at={startsAt} />],
                ['Ends', endsAt === null ? null : <Time key="until" at={endsAt} />],
                ['Made by', <Who key="by" is={createdBy} />],
              ]}
            />
          </Card>
        )}
      </Loaded>
      <Moves campaign={id} open={isOpen} />
      <Loaded query={results}>
        {(found) => (
          <>
            <Budget of={found} />
            <Results of={found} />
            {campaign === undefined ? null : <Parts of={campaign} results={found} open={isOpen} />}
          </>
        )}
      </Loaded>
    </PageFrame>
  );
}
