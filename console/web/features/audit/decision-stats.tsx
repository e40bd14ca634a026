import { decisionRoutes } from '../../../../shared/decisions/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { count, decimal, percent } from '../../format/numbers.ts';
import { Loaded } from '../../ui/notice.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';
import { LAYER_NAMES } from './decision-columns.tsx';

/** Who decided in the last day, and how long it took. */
export function DecisionStats() {
  const stats = useApi(decisionRoutes.decisionStats, { query: { since: '24h' } });
  return (
    <Loaded query={stats}>
      {({ read, complete, layers, cacheHitRate }) => (
        <Stats>
          <Stat
            label="Decisions in 24 hours"
            value={count(read)}
            {...(complete ? {} : { unit: 'or more' })}
          />
          {layers.map(({ layer, count: many, share, latencyMs }) => (
            <Stat
              key={layer}
              label={LAYER_NAMES[layer]}
              value={percent(share)}
              note={
                latencyMs === null
                  ? count(many)
                  : `${count(many)}; median ${decimal(latencyMs.p50)} ms, p95 ${decimal(latencyMs.p95)} ms`
              }
            />
          ))}
          {cacheHitRate === null ? null : <Stat label="Model answers kept" value={percent(cacheHitRate)} />}
        </Stats>
      )}
    </Loaded>
  );
}
