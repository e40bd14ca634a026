import { Link } from '@tanstack/react-router';
import * as z from 'zod';
import { oneAgentRoutes } from '../../../../../shared/guilds/contract/agent-routes.ts';
import type { RosterAgentDetail } from '../../../../../shared/guilds/contract/guilds.ts';
import { taskIdSchema } from '../../../../../shared/tasks/contract/task.ts';
import { useApi } from '../../../api/hooks.ts';
import { useAddress, usePathPart } from '../../../app/address.ts';
import { wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { Empty, Loaded } from '../../../ui/notice.tsx';
import { Page as PageFrame } from '../../../ui/page.tsx';
import styles from '../guilds.module.css';
import { Runs } from '../runs.tsx';
import { AboutAgent } from './about-agent.tsx';
import { NoModel } from './no-model.tsx';
import { RunForm } from './run-form.tsx';
import { RunResult } from './run-result.tsx';
import { SchemaShape } from './schema-shape.tsx';

const addressSchema = z.object({ run: taskIdSchema });

/** One agent of the roster: what it does, a form to run it, what came of a run, and its runs so far. */
export function Page() {
  const name = usePathPart('name');
  const request = { params: { name } };
  const query = useApi(oneAgentRoutes.getAgent, request);
  return (
    <PageFrame
      title={name}
      about={query.data?.kind === 'roster' ? query.data.role : null}
      actions={
        <CopyAs route={oneAgentRoutes.getAgent} request={request} command={`rex agents show ${name}`} />
      }
    >
      <Loaded query={query} lines={10}>
        {(agent) =>
          agent.kind === 'roster' ? (
            <OfRoster key={agent.name} agent={agent} />
          ) : (
            <Empty title="This agent works in missions">
              <Link to="/agents">What it does now</Link>
            </Empty>
          )
        }
      </Loaded>
    </PageFrame>
  );
}

function OfRoster({ agent }: { readonly agent: RosterAgentDetail }) {
  const { name, guild, runs, model } = agent;
  const [{ run }, change] = useAddress(addressSchema);
  return (
    <>
      {model === 'never' ? null : <NoModel needed={model === 'needed'} />}
      <div className={styles.two}>
        <RunForm agent={agent} run={run} onOrdered={(id) => change({ run: id })} />
        <div className="stack">
          {run === undefined ? null : <RunResult key={run} id={run} agent={agent} />}
          <AboutAgent agent={agent} />
        </div>
      </div>
      <Card title="Its runs in the last 30 days" flush>
        {runs.length === 0 ? (
          <Empty title="It has not run yet">
            <p>
              What it found, when and for whom stands here. The guild{' '}
              <Link to="/guilds/$guild" params={{ guild } as never}>
                {wordsOf(guild)}
              </Link>{' '}
              counts it.
            </p>
          </Empty>
        ) : (
          <Runs runs={runs} label={`Runs of ${name}`} current={run} />
        )}
      </Card>
      <Card title="What its result holds">
        <SchemaShape of={agent.output} label={`Fields of the result of ${name}`} />
      </Card>
    </>
  );
}
