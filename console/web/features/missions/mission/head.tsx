import { Link } from '@tanstack/react-router';
import { State, wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Prose } from '../../../ui/prose.tsx';
import { Time } from '../../../ui/time.tsx';
import { Progress } from '../progress.tsx';
import styles from './head.module.css';
import type { Mission } from './view.ts';

/** How the mission stands, and why. */
export function Head({ mission }: { readonly mission: Mission }) {
  const { name, state, reason, progress, waitingFor, type, workflow, priority, deadline } = mission;
  return (
    <Card>
      <div className="stack-tight">
        <div className={styles.line}>
          <State of={state} />
          <p className={styles.reason}>
            <Prose of={reason} />{' '}
            {mission.report === null ? null : (
              <Link to="." search={{ tab: 'results' } as never}>
                Read the report
              </Link>
            )}
          </p>
          <div className={styles.progress}>
            <Progress value={progress} label={name} />
          </div>
        </div>
        {waitingFor === null ? null : (
          <p>
            <span className="quiet">Waiting for:</span> <Prose of={waitingFor} />
          </p>
        )}
        <dl className={styles.facts}>
          <Fact name="Type">{wordsOf(type)}</Fact>
          {workflow === type ? null : <Fact name="Workflow">{wordsOf(workflow)}</Fact>}
          <Fact name="Priority">{priority}</Fact>
          {deadline === null ? null : (
            <Fact name="Deadline">
              <Time at={deadline} />
            </Fact>
          )}
          {mission.attempt > 1 ? <Fact name="Attempt">{mission.attempt}</Fact> : null}
          {mission.domain === null ? null : (
            <Fact name="Sends from">
              <Link to="/domains/$id" params={{ id: mission.domain } as never}>
                {mission.domain}
              </Link>
            </Fact>
          )}
          <Fact name="Created">
            <Time at={mission.createdAt} />
          </Fact>
          <Fact name="Changed">
            <Time at={mission.updatedAt} />
          </Fact>
          {mission.approvalId === null ? null : (
            <Fact name="Messages">
              <Link to="/approvals/$id" params={{ id: mission.approvalId } as never}>
                Read them
              </Link>
            </Fact>
          )}
        </dl>
      </div>
    </Card>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: React.ReactNode }) => (
  <div className={styles.fact}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
