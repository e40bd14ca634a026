import { decisionRoutes, LAYERS } from '../../../../shared/decisions/contract/routes.ts';
import { usePages } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Filter, Filters } from '../../ui/filters.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Paged } from '../../ui/paged.tsx';
import { ROWS_A_PAGE, Table } from '../../ui/table.tsx';
import { auditAddressSchema } from './address.ts';
import { decisionColumns, LAYER_NAMES } from './decision-columns.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { DecisionStats } from './decision-stats.tsx';
import { TextFilter } from './text-filter.tsx';

/** What Rex decided, by which rule, why, and with which facts. */
export function Decisions() {
  const [{ layer, rule, action, mission, show }, change] = useAddress(auditAddressSchema);
  const query = { layer, rule, action, missionId: mission, limit: ROWS_A_PAGE };
  const pages = usePages(decisionRoutes.listDecisions, { query }, ({ decisions }) => decisions);
  const isFiltered = [layer, rule, action, mission].some((each) => each !== undefined);
  return (
    <>
      <DecisionStats />
      <div className="spread">
        <Filters>
          <Filter
            label="Layer"
            value={layer}
            options={LAYERS.map((each) => [each, LAYER_NAMES[each]])}
            onChange={(value) => change({ layer: value })}
          />
          <TextFilter
            label="Rule"
            value={rule}
            placeholder="QUIET_HOURS"
            onChange={(value) => change({ rule: value })}
          />
          <TextFilter label="Action" value={action} onChange={(value) => change({ action: value })} />
          <TextFilter
            label="Mission"
            value={mission}
            placeholder="m_…"
            onChange={(value) => change({ mission: value })}
          />
        </Filters>
        <CopyAs route={decisionRoutes.listDecisions} request={{ query }} command="rex decisions list" />
      </div>
      <Card flush>
        <Paged
          pages={pages}
          empty={
            <Empty title={isFiltered ? 'No decision matches' : 'No decision yet'}>
              {isFiltered
                ? 'Rules, actions and missions have to be named exactly.'
                : 'Rex decides what a mission does next, which messages may go, and what to do about errors. Each decision is here with its facts.'}
            </Empty>
          }
        >
          <Table
            label="Decisions"
            columns={decisionColumns}
            rows={pages.rows}
            keyOf={({ id }) => id}
            isCurrent={({ id }) => id === show}
            more={pages.more}
            hasMore={pages.hasMore}
          />
        </Paged>
      </Card>
      <DecisionDialog
        decision={pages.rows.find(({ id }) => id === show)}
        onClose={() => change({ show: undefined }, { replace: true })}
      />
    </>
  );
}
