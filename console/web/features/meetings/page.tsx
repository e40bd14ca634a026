import { Link } from '@tanstack/react-router';
import * as z from 'zod';
import { MEETING_STATES } from '../../../../shared/meetings/contract/meeting.ts';
import { meetingRoutes } from '../../../../shared/meetings/contract/routes.ts';
import { usePages } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Paged } from '../../ui/paged.tsx';
import { ROWS_A_PAGE, Table } from '../../ui/table.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { meetingColumns } from './columns.tsx';

const addressSchema = z.object({ state: z.enum(MEETING_STATES) });
const ORDER = ['booked', 'requested', 'rescheduled', 'declined', 'cancelled'] as const;

/** Meetings with leads. */
export function Page() {
  const [{ state = 'booked' }] = useAddress(addressSchema);
  const query = { state, limit: ROWS_A_PAGE };
  const pages = usePages(meetingRoutes.listMeetings, { query }, ({ meetings }) => meetings);
  return (
    <PageFrame
      title="Meetings"
      actions={
        <CopyAs
          route={meetingRoutes.listMeetings}
          request={{ query }}
          command={`rex meetings list --state ${state}`}
        />
      }
    >
      <Tabs
        label="States of meetings"
        parameter="state"
        current={state}
        tabs={ORDER.map((each) => ({ id: each, label: wordsOf(each) }))}
      />
      <Card flush>
        <Paged
          pages={pages}
          lines={6}
          empty={
            <Empty title={`No meeting is ${state}`}>
              <p>
                People book by the link in a message, or you invite them from the page of a{' '}
                <Link to="/leads">lead</Link>.
              </p>
            </Empty>
          }
        >
          <Table
            label="Meetings"
            columns={meetingColumns}
            rows={pages.rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/meetings/${id}`}
            more={pages.more}
            hasMore={pages.hasMore}
          />
        </Paged>
      </Card>
    </PageFrame>
  );
}
