import { Dices } from 'lucide-react';
import * as z from 'zod';
import { forecastRoutes } from '../../../../../shared/forecast/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { useAddress } from '../../../app/address.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Empty, Loaded } from '../../../ui/notice.tsx';
import styles from './forecast.module.css';
import { ForecastDays } from './forecast-days.tsx';
import { ForecastPlan } from './forecast-plan.tsx';
import { ForecastSummary } from './forecast-summary.tsx';
import type { Mission } from './view.ts';

const addressSchema = z.object({ seed: z.coerce.number().int().min(0).max(1_000_000) });

/** How the mission is expected to go, day by day, beside how it went. */
export function ForecastTab({ mission: { id, approvalId } }: { readonly mission: Mission }) {
  if (approvalId !== null) return <Forecast id={id} />;
  return (
    <Card>
      <Empty title="No forecast yet">
        Rex can play the mission forward as soon as its leads are chosen and its messages are drafted. Nothing
        is sent before that.
      </Empty>
    </Card>
  );
}

function Forecast({ id }: { readonly id: string }) {
  const [{ seed = 1 }, change] = useAddress(addressSchema);
  const simulation = useApi(forecastRoutes.simulateMission, { params: { id }, query: { seed } });
  if (simulation.error?.status === 409) {
    return (
      <Card>
        <Empty title="No forecast">{simulation.error.message}</Empty>
      </Card>
    );
  }
  return (
    <>
      <div className="spread">
        <p className="quiet small">
          Played forward over its leads with simulated people. Nothing is sent or stored.
        </p>
        <div className="row">
          <Button
            small
            icon={<Dices aria-hidden />}
            busy={simulation.isFetching}
            onClick={() => change({ seed: (seed % 1_000_000) + 1 })}
          >
            Play again with other luck
          </Button>
        </div>
      </div>
      <Loaded query={simulation} lines={8}>
        {(plan) => (
          <>
            <Card>
              <ForecastSummary plan={plan} />
            </Card>
            <Card title="Sends per day">
              <ForecastDays plan={plan} />
            </Card>
            <div className="grid">
              <ForecastPlan plan={plan} />
              <Card title="It is assumed">
                <ul className={styles.assumptions}>
                  {plan.assumptions.map((sentence) => (
                    <li key={sentence}>{sentence}</li>
                  ))}
                </ul>
              </Card>
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}

/** The same in short, beside the question whether its messages may go out. */
export function ForecastCard({ missionId }: { readonly missionId: string }) {
  const simulation = useApi(forecastRoutes.simulateMission, { params: { id: missionId }, query: {} });
  if (simulation.error !== null) return null;
  return (
    <Card title="What will happen">
      <Loaded query={simulation} lines={5}>
        {(plan) => (
          <div className="stack">
            <ForecastSummary plan={plan} />
            <ForecastDays plan={plan} />
          </div>
        )}
      </Loaded>
    </Card>
  );
}
