import { Plus, Trash2 } from 'lucide-react';
import type { ApiError } from '../../api/client.ts';
import { fieldProblem } from '../../api/field-problem.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import styles from './inbox-rows.module.css';

export interface InboxDraft {
  readonly key: string;
  readonly name: string;
  readonly dailyCap: string;
}

interface InboxRowsProps {
  readonly rows: readonly InboxDraft[];
  readonly onChange: (rows: readonly InboxDraft[]) => void;
  readonly error: ApiError | null;
}

/** The inboxes of a new domain: a name and a cap for each. */
export function InboxRows({ rows, onChange, error }: InboxRowsProps) {
  const change = (key: string, values: Partial<InboxDraft>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...values } : row)));
  return (
    <div className="stack">
      {rows.length === 0 ? (
        <p className="quiet">Without any, mail goes out from the sender name of the settings.</p>
      ) : null}
      {rows.map(({ key, name, dailyCap }, index) => (
        <div key={key} className={styles.row}>
          <Field label="Name before the @" problem={fieldProblem(error, `inboxes.${index}.name`)}>
            {(control) => (
              <Input
                {...control}
                required
                value={name}
                onChange={({ target }) => change(key, { name: target.value })}
              />
            )}
          </Field>
          <Field label="E-mails a day at most" problem={fieldProblem(error, `inboxes.${index}.dailyCap`)}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={1}
                required
                value={dailyCap}
                onChange={({ target }) => change(key, { dailyCap: target.value })}
              />
            )}
          </Field>
          <Button
            kind="quiet"
            icon={<Trash2 aria-hidden />}
            aria-label={`Remove inbox ${name || index + 1}`}
            onClick={() => onChange(rows.filter((row) => row.key !== key))}
          />
        </div>
      ))}
      <div>
        <Button
          small
          icon={<Plus aria-hidden />}
          onClick={() => onChange([...rows, { key: crypto.randomUUID(), name: '', dailyCap: '50' }])}
        >
          Add inbox
        </Button>
      </div>
    </div>
  );
}
