import * as z from 'zod';
import { decisionRoutes, LAYERS } from '../../../../../shared/decisions/contract/routes.ts';
import { usePages } from '../../../api/hooks.ts';
import { useAddress } from '../../../app/address.ts';
import { count } from '../../../format/numbers.ts';
import { Badge, wordsOf } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Filter, Filters } from '../../../ui/filters.tsx';
import { Empty } from '../../../ui/notice.tsx';
import { Paged } from '../../../ui/paged.tsx';
import styles from './decisions.module.css';
import { OneDecision } from './one-decision.tsx';
import type { Mission } from './view.ts';

const addressSchema = z.object({ layer: z.enum(LAYERS) });
const LAYER_NAMES = { 'state-machine': 'State machine', rules: 'Rules', llm: 'Language model' } as const;

/** Why Rex did what it did, decision by decision, newest first. */
export function Decisions({ mission }: { readonly mission: Mission }) {
  const [{ layer }, change] = useAddress(addressSchema);
  const pages = usePages(
    decisionRoutes.listDecisions,
    { query: { missionId: mission.id, layer, limit: 50 } },
    ({ decisions }) => decisions,
  );
  const { stateMachine, rules, llm } = mission.decisionCounts;
  return (
    <>
      <div className="spread">
        <Filters>
          <Filter
            label="Decided by"
            value={layer}
            options={LAYERS.map((each) => [each, LAYER_NAMES[each]])}
            onChange={(value) => change({ layer: value })}
          />
        </Filters>
        <span className="quiet small number">
          {count(stateMachine)} by the state machine, {count(rules)} by rules, {count(llm)} by a language
          model
        </span>
      </div>
      <Card flush>
        <Paged
          pages={pages}
          empty={
            <Empty title="No decision yet">What Rex decides about this mission is explained here.</Empty>
          }
        >
          <ul className={styles.list}>
            {pages.rows.map((decision) => (
              <OneDecision key={decision.id} decision={decision}>
                <Badge tone={decision.layer === 'llm' ? 'info' : 'neutral'}>
                  {LAYER_NAMES[decision.layer]}
                </Badge>
                <strong>{wordsOf(decision.action)}</strong>
              </OneDecision>
            ))}
          </ul>
        </Paged>
        {pages.hasMore ? (
          <div className={styles.more}>
            <Button small kind="quiet" busy={pages.isFetchingMore} onClick={pages.more}>
              Show earlier ones
            </Button>
          </div>
        ) : null}
      </Card>
    </>
  );
}
