import * as z from 'zod';
import { ALERT_SEVERITIES, ALERT_STATES } from '../../../../shared/alerts/contract/alert.ts';
import { analyticsRoutes } from '../../../../shared/analytics/contract/routes.ts';
import { usePages } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Filter, Filters } from '../../ui/filters.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Paged, ShowMore } from '../../ui/paged.tsx';
import { AlertCard } from './alert-card.tsx';

const addressSchema = z.object({ state: z.enum(ALERT_STATES), severity: z.enum(ALERT_SEVERITIES) });
const FILL = 20;

/** What a person should look at: acknowledged when somebody does, resolved when it is over. */
export function Page() {
  const [{ state, severity }, change] = useAddress(addressSchema);
  const query = { state, limit: 100 };
  const pages = usePages(
    analyticsRoutes.listAlerts,
    { query },
    ({ alerts }) => alerts.filter((alert) => severity === undefined || alert.severity === severity),
    // The API has no filter by severity.
    { fill: severity === undefined ? 1 : FILL },
  );
  const isFiltered = state !== undefined || severity !== undefined;
  return (
    <PageFrame
      title="Alerts"
      about="A cause has one alert until it is resolved; each repeat raises its count."
      actions={<CopyAs route={analyticsRoutes.listAlerts} request={{ query }} command={commandOf(state)} />}
    >
      <Filters>
        <Filter
          label="State"
          value={state}
          options={ALERT_STATES.map((each) => [each, wordsOf(each)])}
          onChange={(value) => change({ state: value })}
        />
        <Filter
          label="Severity"
          value={severity}
          options={ALERT_SEVERITIES.map((each) => [each, wordsOf(each)])}
          onChange={(value) => change({ severity: value })}
        />
      </Filters>
      <Paged
        pages={pages}
        empty={
          <Empty title={isFiltered ? 'No alert matches' : 'No alert'}>
            {isFiltered
              ? 'Change the filters to see others.'
              : 'Rex raises one when something is wrong that it cannot mend: a mission that fails, a domain that loses its reputation, complaints, messages that died.'}
          </Empty>
        }
      >
        {pages.rows.map((alert) => (
          <AlertCard key={alert.id} alert={alert} />
        ))}
        <ShowMore pages={pages} />
      </Paged>
    </PageFrame>
  );
}

const commandOf = (state: string | undefined): string =>
  state === undefined ? 'rex alerts list' : `rex alerts list --state ${state}`;
