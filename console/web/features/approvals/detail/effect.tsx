import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { effectSchema } from '../../../../../shared/autonomy/contract/effect.ts';
import { plural } from '../../../format/numbers.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { labelOf } from '../../../ui/label-of.ts';
import { MailFrame } from '../../../ui/mail-frame.tsx';
import { Value } from '../../../ui/values.tsx';
import styles from './detail.module.css';

type EffectView = z.output<typeof effectSchema>;

/** Exactly what would happen outside Rex. */
export function Effect({ effect }: { readonly effect: EffectView }) {
  const { kind, outside, summary, segment, recipients, content, changes, facts, limit } = effect;
  return (
    <>
      <Card
        title="What would be done"
        actions={
          <Badge tone={outside ? 'warn' : 'neutral'}>
            {outside ? 'Changes things outside Rex' : 'Only reads'}
          </Badge>
        }
      >
        <div className="stack">
          <p>{summary}</p>
          <Facts
            of={[
              ['Kind', <code key="kind">{kind}</code>],
              ['Concerns', segment],
              [
                'People',
                recipients &&
                  `${plural(recipients.count, 'person', 'people')}: ${recipients.sample.join(', ')}`,
              ],
              ['Counts in', limit],
              ...Object.entries(facts).map(
                ([name, value]) => [labelOf(name), <Value key={name} of={value} />] as const,
              ),
            ]}
          />
        </div>
      </Card>
      {content === null ? null : <Words content={content} />}
      {changes.length === 0 ? null : <Changes changes={changes} />}
    </>
  );
}

function Words({
  content: { subject, text, html, leadId },
}: {
  readonly content: NonNullable<EffectView['content']>;
}) {
  return (
    <Card title="The words">
      <article className={styles.mail}>
        {subject === null && leadId === undefined ? null : (
          <header className={styles.head}>
            {subject === null ? null : <h3 className={styles.subject}>{subject}</h3>}
            {leadId === undefined ? null : (
              <Link to="/leads/$id" params={{ id: leadId } as never} className="mono">
                {leadId}
              </Link>
            )}
          </header>
        )}
        {html === null ? null : <MailFrame html={html} title={subject ?? 'As its reader sees it'} />}
        <div className={styles.text}>{text}</div>
      </article>
    </Card>
  );
}

function Changes({ changes }: { readonly changes: EffectView['changes'] }) {
  return (
    <Card title={`What changes: ${plural(changes.length, 'field')}`}>
      <ul className="stack">
        {changes.map(({ what, field, before, after }) => (
          <li key={what + field} className={styles.change}>
            <span className={styles.what}>
              {what}: <strong>{field}</strong>
            </span>
            <Side name="Before" value={before} />
            <Side name="After" value={after} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Side({ name, value }: { readonly name: string; readonly value: string | null }) {
  return (
    <div className={styles.side}>
      <h3>{name}</h3>
      {value === null ? <span className="quiet">nothing</span> : <div className={styles.text}>{value}</div>}
    </div>
  );
}
