import type { TaskView } from '../../../../shared/tasks/contract/task.ts';
import { plural, usd } from '../../format/numbers.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { MailFrame } from '../../ui/mail-frame.tsx';
import { Empty } from '../../ui/notice.tsx';
import { DiffTable } from './diff-table.tsx';

/** Exactly what a task does outside Rex: what a person approves. */
export function EffectCard({ task: { effect, status } }: { readonly task: TaskView }) {
  if (effect === null) {
    return (
      <Card title="What it does">
        <Empty title={status === 'new' ? 'Not looked at yet' : 'Nothing outside Rex'}>
          {status === 'new' ? 'When it is due, Rex finds out what exactly it would do.' : null}
        </Empty>
      </Card>
    );
  }
  const { content, changes, recipients, costUsd, limit, outside, kind, segment } = effect;
  return (
    <Card
      title="What it does"
      actions={outside ? <Badge tone="warn">Changes something outside</Badge> : <Badge>Only reads</Badge>}
    >
      <div className="stack">
        <p>{effect.summary}</p>
        {changes.length === 0 ? null : (
          <DiffTable
            label="What it changes"
            rows={changes.map(({ what, field, before, after }) => ({
              name: `${what}: ${field}`,
              before,
              after,
            }))}
          />
        )}
        {content === null ? null : (
          <section className="stack-tight" aria-label="What is written">
            {content.subject === null ? null : <h3>{content.subject}</h3>}
            {content.html === null ? (
              <pre>{content.text}</pre>
            ) : (
              <>
                <MailFrame html={content.html} title="What is written, as its reader sees it" />
                <details>
                  <summary>As text</summary>
                  <pre>{content.text}</pre>
                </details>
              </>
            )}
          </section>
        )}
        <Facts
          of={[
            ['Kind', <code key="kind">{kind}</code>],
            ['Concerns', segment],
            ['Cost', usd(costUsd)],
            ['Counts in the limit', limit],
            [
              'Goes to',
              recipients === null
                ? null
                : `${plural(recipients.count, 'person', 'people')}, such as ${recipients.sample.slice(0, 5).join(', ')}`,
            ],
          ]}
        />
      </div>
    </Card>
  );
}
