import { Link } from '@tanstack/react-router';
import * as z from 'zod';
import { CAMPAIGN_STATES, type CampaignView } from '../../../../shared/campaigns/contract/campaign.ts';
import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { usePages } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { State, wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Filter, Filters } from '../../ui/filters.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Paged, ShowMore } from '../../ui/paged.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { CampaignForm } from './campaign-form.tsx';

const addressSchema = z.object({ state: z.enum(CAMPAIGN_STATES) });

const columns: readonly Column<CampaignView>[] = [
  {
    header: 'Campaign',
    width: '2fr',
    cell: ({ id, name }) => (
      <Link to="/campaigns/$id" params={{ id } as never}>
        {name}
      </Link>
    ),
  },
  { header: 'State', width: '7rem', cell: ({ state }) => <State of={state} /> },
  { header: 'Moves', width: '5rem', align: 'end', cell: ({ moves }) => moves.length },
  { header: 'Parts', width: '5rem', align: 'end', wide: true, cell: ({ parts }) => parts.length },
  {
    header: 'Ends',
    width: '9rem',
    align: 'end',
    wide: true,
    cell: ({ endsAt }) => (endsAt === null ? null : <Time at={endsAt} />),
  },
];

/** The campaigns of the workspace. */
export function Page() {
  const session = useSession();
  const [{ state }, change] = useAddress(addressSchema);
  const query = { state, limit: 50 };
  const pages = usePages(campaignRoutes.listCampaigns, { query }, ({ campaigns }) => campaigns);
  return (
    <PageFrame
      title="Campaigns"
      about="Missions and tasks for one purpose, with a plan, a budget and goals."
      actions={
        <>
          <CopyAs
            route={campaignRoutes.listCampaigns}
            request={{ query }}
            command={`rex campaigns list${state === undefined ? '' : ` --state ${state}`}`}
          />
          {session.may(campaignRoutes.createCampaign) ? <CampaignForm /> : null}
        </>
      }
    >
      <Filters>
        <Filter
          label="State"
          value={state}
          options={CAMPAIGN_STATES.map((each) => [each, wordsOf(each)])}
          onChange={(value) => change({ state: value })}
        />
      </Filters>
      <Card flush>
        <Paged
          pages={pages}
          empty={
            <Empty title={state ? 'No campaign matches' : 'No campaign yet'}>
              {state
                ? 'Change the filter to see others.'
                : 'Make one, plan its moves, and start it: each move begins when those before it are done.'}
            </Empty>
          }
        >
          <Table
            label="Campaigns"
            columns={columns}
            rows={pages.rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/campaigns/${id}`}
          />
          <ShowMore pages={pages} />
        </Paged>
      </Card>
    </PageFrame>
  );
}
