import { useState } from 'react';
import type { z } from 'zod';
import type { externalAgentSchema } from '../../../../shared/coordination/contract/external-agent-routes.ts';
import { agentRoutes } from '../../../../shared/coordination/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { count, percent } from '../../format/numbers.ts';
import { duration } from '../../format/times.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { State, wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Empty, Loaded } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { ExternalActions } from './external-actions.tsx';
import { RegisterAgent } from './register-agent.tsx';
import { Secrets } from './secrets.tsx';

type ExternalAgent = z.output<typeof externalAgentSchema>;
export interface Credentials {
  readonly header: string;
  readonly secret: string;
}

const columnsOf = (onSecret: (given: Credentials) => void): readonly Column<ExternalAgent>[] => [
  {
    header: 'Agent',
    width: '1.6fr',
    cell: ({ name, agentVersion, id }) => (
      <span title={id}>
        {name} <span className="quiet small">version {agentVersion}</span>
      </span>
    ),
  },
  { header: 'State', width: '5.5rem', wide: true, cell: ({ state }) => <State of={state} /> },
  { header: 'Steps', width: '1fr', wide: true, cell: ({ steps }) => steps.map(wordsOf).join(', ') },
  { header: 'Holds', width: '3.5rem', align: 'end', wide: true, cell: ({ holds }) => count(holds) },
  { header: 'Runs', width: '3.5rem', align: 'end', wide: true, cell: ({ runs }) => count(runs) },
  {
    header: 'Success',
    width: '4.5rem',
    align: 'end',
    wide: true,
    cell: ({ successRate }) => percent(successRate),
  },
  {
    header: 'Latency',
    width: '5rem',
    align: 'end',
    wide: true,
    cell: ({ meanDurationMs }) => (meanDurationMs === null ? '–' : duration(meanDurationMs)),
  },
  {
    header: 'Last seen',
    width: '6.5rem',
    align: 'end',
    wide: true,
    cell: ({ lastSeenAt }) => <Time at={lastSeenAt} />,
  },
  {
    header: 'Actions',
    width: '12.25rem',
    align: 'end',
    cell: ({ id, name, state }) => (
      <ExternalActions id={id} name={name} isActive={state === 'active'} onSecret={onSecret} />
    ),
  },
];

/** Agents outside of Rex that may do steps of missions. */
export function External() {
  const session = useSession();
  const [given, setGiven] = useState<Credentials>();
  const agents = useApi(agentRoutes.listExternalAgents, {});
  return (
    <Card
      title="External agents"
      flush
      actions={
        <>
          <CopyAs route={agentRoutes.listExternalAgents} request={{}} command="rex agents external" />
          {session.may(agentRoutes.registerAgent) ? <RegisterAgent onSecret={setGiven} /> : null}
        </>
      }
    >
      <Loaded query={agents}>
        {({ agents: rows }) =>
          rows.length === 0 ? (
            <Empty title="No external agent">
              An agent of yours can write the messages of missions. Register it; it then takes assignments by
              signed messages, which carry no data about persons.
            </Empty>
          ) : (
            <Table label="External agents" columns={columnsOf(setGiven)} rows={rows} keyOf={({ id }) => id} />
          )
        }
      </Loaded>
      <Secrets
        title="Credentials of the agent"
        of={
          given && [
            ['rex-agent header', given.header],
            ['Secret', given.secret],
          ]
        }
        onClose={() => setGiven(undefined)}
      />
    </Card>
  );
}
