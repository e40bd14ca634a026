import { Link } from '@tanstack/react-router';
import { agentRoutes } from '../../../../../shared/coordination/contract/routes.ts';
import { isOutreachType, type MissionType } from '../../../../../shared/missions/contract/mission.ts';
import { systemRoutes } from '../../../../../shared/operations/contract/system-routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { Badge, wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Loaded, Notice } from '../../../ui/notice.tsx';
import styles from './new.module.css';

const WAITS_FOR = {
  approval: 'Waits for your approval',
  calendar: 'Goes on for days',
  automation: 'Waits for an automation',
} as const;

interface WhatWillHappenProps {
  readonly type: MissionType;
  readonly workflow: string;
  readonly dryRun: boolean;
}

/** What follows once the mission is created, step by step, and where a person is asked. */
export function WhatWillHappen({ type, workflow, dryRun }: WhatWillHappenProps) {
  const workflows = useApi(agentRoutes.listWorkflows, {});
  const isOutreach = isOutreachType(type);
  return (
    <Card title="What will happen">
      <div className="stack">
        <Obstacles needsDomain={isOutreach} />
        <Loaded query={workflows} lines={6}>
          {({ workflows: all }) => {
            const chosen = all.find(({ name }) => name === workflow);
            return (
              <>
                <p>{chosen?.purpose}</p>
                <ol className={styles.plan}>
                  <li>
                    Rex queues the mission and begins when a crew{isOutreach ? ' and a domain are' : ' is'}{' '}
                    free.
                  </li>
                  {chosen?.steps.map(({ name, agent, waitsFor }) => (
                    <li key={name}>
                      <strong>{wordsOf(name)}</strong>{' '}
                      <span className="quiet small">{agent === 'person' ? '' : agent}</span>{' '}
                      {waitsFor === null ? null : <Badge tone="warn">{WAITS_FOR[waitsFor]}</Badge>}
                    </li>
                  ))}
                </ol>
                {chosen === undefined || chosen.success.length === 0 ? null : (
                  <section className="stack-tight">
                    <h3>What is measured at the end</h3>
                    <ul className={styles.success}>
                      {chosen.success.map(({ name, sentence }) => (
                        // There is no number yet.
                        <li key={name}>{sentence.replaceAll('{}', 'How many')}</li>
                      ))}
                    </ul>
                  </section>
                )}
              </>
            );
          }}
        </Loaded>
        <Notice tone="good">
          <p>{promiseOf(isOutreach, dryRun)}</p>
        </Notice>
      </div>
    </Card>
  );
}

function promiseOf(isOutreach: boolean, dryRun: boolean): string {
  if (dryRun) return isOutreach ? 'A dry run: nothing is sent to anybody.' : 'A dry run: nothing is changed.';
  return isOutreach
    ? 'Nothing is sent before a person has read and approved the messages. Beside that question stands the forecast: sends per day and domain, cost, and the day on which it is finished.'
    : 'Nothing is sent to your leads.';
}

/** What would keep the mission from going on now. */
function Obstacles({ needsDomain }: { readonly needsDomain: boolean }) {
  const { data } = useApi(systemRoutes.status, {});
  if (data === undefined) return null;
  const { autonomy, resources } = data;
  return (
    <>
      {autonomy.paused ? (
        <Notice tone="warn">Rex is paused: the mission waits until it is resumed.</Notice>
      ) : null}
      {!autonomy.paused && autonomy.dryRun && needsDomain ? (
        <Notice tone="warn">The workspace is in a dry run: nothing goes out.</Notice>
      ) : null}
      {needsDomain && resources.domains.length === 0 ? (
        <Notice tone="warn">
          <p>
            There is no sending domain, so the mission would wait for one.{' '}
            <Link to="/domains">Add a domain</Link>
          </p>
        </Notice>
      ) : null}
    </>
  );
}
