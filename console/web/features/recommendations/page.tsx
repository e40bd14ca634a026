import * as z from 'zod';
import { analyticsRoutes } from '../../../../shared/analytics/contract/routes.ts';
import { RECOMMENDATION_STATES } from '../../../../shared/workspaces/contract/setting-change.ts';
import { usePages } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Filter, Filters } from '../../ui/filters.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Paged, ShowMore } from '../../ui/paged.tsx';
import { RecommendationCard } from './recommendation-card.tsx';

const addressSchema = z.object({ state: z.enum(RECOMMENDATION_STATES) });

/** Changes that missions and reviews recommend. None is made before a person approves it. */
export function Page() {
  const [{ state }, change] = useAddress(addressSchema);
  const query = { state, limit: 100 };
  const pages = usePages(
    analyticsRoutes.listRecommendations,
    { query },
    ({ recommendations }) => recommendations,
  );
  return (
    <PageFrame
      title="Recommendations"
      about="From the results of missions and reviews. Nothing changes before somebody approves it."
      actions={
        <CopyAs
          route={analyticsRoutes.listRecommendations}
          request={{ query }}
          command={`rex recommendations list${state === undefined ? '' : ` --state ${state}`}`}
        />
      }
    >
      <Filters>
        <Filter
          label="State"
          value={state}
          options={RECOMMENDATION_STATES.map((each) => [each, wordsOf(each)])}
          onChange={(value) => change({ state: value })}
        />
      </Filters>
      <Paged
        pages={pages}
        empty={
          <Empty title={state ? 'No recommendation matches' : 'No recommendation yet'}>
            {state
              ? 'Change the filter to see others.'
              : 'A mission recommends changes when its results are in; a review of all results does so every month, or when Rex is idle for a day.'}
          </Empty>
        }
      >
        {pages.rows.map((recommendation) => (
          <RecommendationCard key={recommendation.id} of={recommendation} />
        ))}
        <ShowMore pages={pages} />
      </Paged>
    </PageFrame>
  );
}
