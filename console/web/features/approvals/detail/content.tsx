import { plural } from '../../../format/numbers.ts';
import { wordsOf } from '../../../ui/badge.tsx';
import { Bars } from '../../../ui/bars.tsx';
import { Card } from '../../../ui/card.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Notice } from '../../../ui/notice.tsx';
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
        {missionId === null ? null : (
          <MessageViewer
            messages={messages}
            total={approval.messages}
            missionId={missionId}
            quality={approval.quality}
          />
        )}
        {change === null ? null : <Change change={change} />}
        {answer === null ? null : <Answer answer={answer} />}
        {task === null ? null : <Effect effect={task.effect} />}
      </div>
      <div className="stack">
        <About approval={approval} mission={mission} />
        <Qualities approval={approval} />
        <Notes of={approval.notes} />
        <Blocked drafts={approval.blockedDrafts} messages={approval.messages} />
        {missionId !== null && state === 'pending' ? <ForecastCard missionId={missionId} /> : null}
      </div>
    </div>
  );
}

/** How good each message is, also those that are not among the sample. */
function Qualities({ approval: { quality } }: { readonly approval: Approval }) {
  if (quality === null || quality.length === 0) return null;
  const below = quality.filter(({ stands }) => stands === 'below').length;
  return (
    <Card title="Quality">
      <div className="stack-tight">
        {below === 0 ? null : (
          <Notice tone="warn">
            <p>
              {plural(below, 'message')} {below === 1 ? 'is' : 'are'} below the threshold. They can be
              approved once somebody has let exactly these words pass.
            </p>
          </Notice>
        )}
        <Facts
          of={quality.map(({ step, variant, score, stands }) => [
            `Step ${step}, variant ${variant}`,
            `${score} of 100${STANDS[stands]}`,
          ])}
        />
      </div>
    </Card>
  );
}

const STANDS = { enough: '', 'let-pass': ', let pass by a person', below: ', below the threshold' } as const;

/** What was noted while the templates were written. */
function Notes({ of }: { readonly of: readonly string[] }) {
  if (of.length === 0) return null;
  return (
    <Card title="Noted while they were written">
      <ul className="stack-tight">
        {of.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Card>
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
