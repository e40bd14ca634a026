import { Link } from '@tanstack/react-router';
import { missionRoutes } from '../../../../shared/missions/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { Card } from '../../ui/card.tsx';
import { Empty, Loaded } from '../../ui/notice.tsx';
import { Table } from '../../ui/table.tsx';
import { missionColumns } from '../missions/columns.tsx';

const FEW = new Set(['Mission', 'State', 'Progress']);
const columns = missionColumns.filter(({ header }) => FEW.has(header));

export function LatestMissions() {
  const latest = useApi(missionRoutes.listMissions, { query: { limit: 8 } });
  return (
    <Card title="Latest missions" flush actions={<Link to="/missions">All</Link>}>
      <Loaded query={latest}>
        {({ missions }) =>
          missions.length === 0 ? (
            <Empty title="No mission yet" />
          ) : (
            <Table
              label="Latest missions"
              columns={columns}
              rows={missions}
              keyOf={({ id }) => id}
              hrefOf={({ id }) => `/missions/${id}`}
            />
          )
        }
      </Loaded>
    </Card>
  );
}
