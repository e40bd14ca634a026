import { useEffect } from 'react';
import * as z from 'zod';
import { approvalRoutes } from '../../../../../shared/approvals/contract/routes.ts';
import { SEND_STATES } from '../../../../../shared/leads/contract/routes.ts';
import { usePages } from '../../../api/hooks.ts';
import { useAddress } from '../../../app/address.ts';
import { wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Filter, Filters } from '../../../ui/filters.tsx';
import { Empty } from '../../../ui/notice.tsx';
import { Paged } from '../../../ui/paged.tsx';
import { ROWS_A_PAGE, Table } from '../../../ui/table.tsx';
import { messageColumns, unknownColumns } from './message-columns.tsx';
import type { Mission } from './view.ts';

const addressSchema = z.object({ state: z.enum(SEND_STATES) });
const A_SCREENFUL = 25;

/** The ledger of what was sent. The API has no filter by state, so pages are read until a screenful is found. */
export function Messages({ mission }: { readonly mission: Mission }) {
  const [{ state }, change] = useAddress(addressSchema);
  const query = { missionId: mission.id, limit: ROWS_A_PAGE };
  const pages = usePages(approvalRoutes.listMessages, { query }, ({ messages }) => messages);
  const shown = state === undefined ? pages.rows : pages.rows.filter((message) => message.state === state);
  const { hasMore, more } = pages;
  const wantsMore = hasMore && shown.length < A_SCREENFUL;
  useEffect(() => {
    if (wantsMore) more();
  }, [wantsMore, more]);
  return (
    <>
      <Filters>
        <Filter
          label="State"
          value={state}
          options={SEND_STATES.map((each) => [each, wordsOf(each)])}
          onChange={(value) => change({ state: value })}
        />
      </Filters>
      <Card flush>
        <Paged
          pages={{ ...pages, rows: shown, isLoading: pages.isLoading || hasMore }}
          empty={
            <Empty title={state === undefined ? 'Nothing was sent yet' : 'No message is in this state'}>
              {state === undefined ? 'Each message stands here from the moment it goes out.' : undefined}
            </Empty>
          }
        >
          <Table
            label="Messages"
            columns={state === 'unknown' ? unknownColumns : messageColumns}
            rows={shown}
            keyOf={({ id }) => id}
            more={more}
            hasMore={hasMore}
          />
        </Paged>
      </Card>
    </>
  );
}
