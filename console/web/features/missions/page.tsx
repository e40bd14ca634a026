import { Link } from '@tanstack/react-router';
import * as z from 'zod';
import { MISSION_STATES, MISSION_TYPES } from '../../../../shared/missions/contract/mission.ts';
import { missionRoutes } from '../../../../shared/missions/contract/routes.ts';
import { usePages } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Filter, Filters } from '../../ui/filters.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Paged } from '../../ui/paged.tsx';
import { ROWS_A_PAGE, Table } from '../../ui/table.tsx';
import { missionColumns } from './columns.tsx';

const addressSchema = z.object({ state: z.enum(MISSION_STATES), type: z.enum(MISSION_TYPES) });

/** The feed of all missions. */
export function Page() {
  const session = useSession();
  const [{ state, type }, change] = useAddress(addressSchema);
  const query = { state, type, limit: ROWS_A_PAGE };
  const pages = usePages(missionRoutes.listMissions, { query }, ({ missions }) => missions);
  return (
    <PageFrame
      title="Missions"
      actions={
        <>
          <CopyAs route={missionRoutes.listMissions} request={{ query }} command="rex missions list" />
          {session.may(missionRoutes.createMission) ? (
            <Link to="/missions/new" className={buttonClass('primary')}>
              New mission
            </Link>
          ) : null}
        </>
      }
    >
      <Filters>
        <Filter
          label="State"
          value={state}
          options={MISSION_STATES.map((each) => [each, wordsOf(each)])}
          onChange={(value) => change({ state: value })}
        />
        <Filter
          label="Type"
          value={type}
          options={MISSION_TYPES.map((each) => [each, wordsOf(each)])}
          onChange={(value) => change({ type: value })}
        />
      </Filters>
      <Card flush>
        <Paged
          pages={pages}
          empty={
            <Empty title={state || type ? 'No mission matches' : 'No mission yet'}>
              {state || type ? 'Change the filters to see others.' : <FirstStep />}
            </Empty>
          }
        >
          <Table
            label="Missions"
            columns={missionColumns}
            rows={pages.rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/missions/${id}`}
            more={pages.more}
            hasMore={pages.hasMore}
          />
        </Paged>
      </Card>
    </PageFrame>
  );
}

const FirstStep = () => (
  <>
    <p>
      A mission chooses dormant leads, drafts what to write to them, asks you, and sends within your limits.
    </p>
    <Link to="/leads">Import leads first</Link>
  </>
);
