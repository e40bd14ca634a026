import type { z } from 'zod';
import { agentRoutes } from '../../../../shared/coordination/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { count, percent } from '../../format/numbers.ts';
import { duration } from '../../format/times.ts';
import { Badge, wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { Time } from '../../ui/time.tsx';
import { LatestRuns, type Run } from './latest-runs.tsx';
import styles from './status-grid.module.css';

type Agent = z.output<typeof agentRoutes.agentsStatus.success.schema>['agents'][number];

/** Steps of missions change without an event of their agents. */
const LOOK_EVERY_MS = 10_000;

/** What each agent does now, how well it works, and what it did last. */
export function StatusGrid() {
  const status = useApi(agentRoutes.agentsStatus, {}, { refetchInterval: LOOK_EVERY_MS });
  return (
    <Loaded query={status} lines={10}>
      {({ agents, latest }) => (
        <>
          <ul className={styles.grid} aria-label="Agents">
            {agents.map((agent) => (
              <li key={agent.name}>
                <AgentCard agent={agent} last={latest.find((run) => run.agent === agent.name)} />
              </li>
            ))}
          </ul>
          <Card
            title="Latest work"
            flush
            actions={<CopyAs route={agentRoutes.agentsStatus} request={{}} command="rex agents" />}
          >
            <LatestRuns runs={latest} />
          </Card>
        </>
      )}
    </Loaded>
  );
}

/** `ICPIntelligenceAgent` as `ICP Intelligence`. */
const nameOf = (name: string): string =>
  name
    .replace(/Agent$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');

function AgentCard({ agent, last }: { readonly agent: Agent; readonly last: Run | undefined }) {
  const { name, purpose, state, load, successRate, meanDurationMs, runs, lastRunAt, actions, llm } = agent;
  return (
    <Card
      title={nameOf(name)}
      actions={
        <Badge tone={state === 'working' ? 'info' : 'neutral'}>
          {state === 'working' ? `Working on ${count(load)}` : 'Idle'}
        </Badge>
      }
    >
      <div className="stack">
        <p className="small">{purpose}</p>
        <Facts
          of={[
            ['Success', runs === 0 ? 'No run yet' : `${percent(successRate)} of ${count(runs)} runs`],
            ['Latency', meanDurationMs === null ? null : `${duration(meanDurationMs)} on average`],
            ['Last run', lastRunAt === null ? null : <Time key="last" at={lastRunAt} />],
            [
              'Latest work',
              last === undefined
                ? null
                : `${wordsOf(last.step)}${last.outcome === 'failed' ? `: ${last.error ?? 'failed'}` : ''}`,
            ],
            ['May', actions.map(wordsOf).join(', ')],
            ['Language model', llm],
          ]}
        />
      </div>
    </Card>
  );
}
