import { wordsOf } from '../../../ui/badge.tsx';
import { Bars } from '../../../ui/bars.tsx';
import { Card } from '../../../ui/card.tsx';
import { ForecastCard } from '../../missions/mission/forecast.tsx';
import { About } from './about.tsx';
import { Answer } from './answer.tsx';
import { Change } from './change.tsx';
import styles from './detail.module.css';
import { Effect } from './effect.tsx';
import { MessageViewer } from './message-viewer.tsx';
import type { Messages } from './messages.ts';
import type { Approval } from './view.ts';

interface ContentProps {
  readonly approval: Approval;
  readonly messages: Messages;
  /** The name of the mission whose messages they are. */
  readonly mission: string | undefined;
}

/** What is asked for, drawn by its kind, beside the facts of the question. */
export function Content({ approval, messages, mission }: ContentProps) {
  const { missionId, state, change, answer, task } = approval;
  return (
    <div className={styles.halves}>
      <div className="stack">
        {missionId === null ? null : <MessageViewer messages={messages} total={approval.messages} />}
        {change === null ? null : <Change change={change} />}
        {answer === null ? null : <Answer answer={answer} />}
        {task === null ? null : <Effect effect={task.effect} />}
      </div>
      <div className="stack">
        <About approval={approval} mission={mission} />
        <Blocked drafts={approval.blockedDrafts} messages={approval.messages} />
        {missionId !== null && state === 'pending' ? <ForecastCard missionId={missionId} /> : null}
      </div>
    </div>
  );
}

/** Drafts that are no part of the question, because a check found something in them. */
function Blocked({
  drafts,
  messages,
}: {
  readonly drafts: Readonly<Record<string, number>>;
  readonly messages: number;
}) {
  const rows = Object.entries(drafts)
    .filter(([, value]) => value > 0)
    .toSorted(([, a], [, b]) => b - a);
  if (rows.length === 0) return null;
  const blocked = rows.reduce((sum, [, value]) => sum + value, 0);
  const of = { value: messages + blocked, name: 'drafts' };
  return (
    <Card title="Drafts that were left out">
      <Bars
        label="Drafts that were left out, by reason"
        rows={rows.map(([code, value]) => ({ label: wordsOf(code), value, of, tone: 'warn' }))}
        most={Math.max(...rows.map(([, value]) => value))}
      />
    </Card>
  );
}
