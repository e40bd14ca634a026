import { type FormEvent, useState } from 'react';
import { commandRoutes } from '../../../../shared/commands/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import { Notice, Problem } from '../../ui/notice.tsx';
import { Value } from '../../ui/values.tsx';
import styles from './command-box.module.css';

const CHANGES = ['missions', 'status', 'settings', 'domains', 'approvals'];

/** A sentence for Rex. What was understood is shown, and what cannot be taken back is confirmed, before anything happens. */
export function CommandBox() {
  const [text, setText] = useState('');
  const run = useCommand(commandRoutes.runCommand, CHANGES);
  const answer = run.data;
  const send = (confirm?: string) =>
    run.mutate({ body: { text: text.trim(), ...(confirm ? { confirm } : {}) } });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') send();
  };
  return (
    <form onSubmit={onSubmit} className="stack-tight">
      <div className={styles.line}>
        <Input
          aria-label="Tell Rex what to do"
          placeholder="Tell Rex what to do: “show status”, “pause acme.example”, “reactivate leads in 3 steps”"
          value={text}
          maxLength={1000}
          onChange={(event) => {
            setText(event.target.value);
            run.reset();
          }}
        />
        <Button type="submit" busy={run.isPending}>
          Ask
        </Button>
      </div>
      {run.error ? <Problem error={run.error} /> : null}
      {answer === undefined ? null : (
        <div role="status">
          <Notice tone={answer.status === 'done' ? 'good' : 'info'}>
            <div className="stack-tight">
              {answer.understood === null ? null : (
                <p>
                  Understood: <strong>{answer.understood.sentence}</strong>
                </p>
              )}
              {answer.question === null ? null : <p>{answer.question}</p>}
              {answer.problem === null ? null : <p>{answer.problem.detail}</p>}
              {answer.status === 'done' ? <p>Done.</p> : null}
              {answer.result === null ? null : (
                <details>
                  <summary>The answer</summary>
                  <Value of={answer.result} />
                </details>
              )}
              {answer.confirm === null ? null : (
                <div className="row">
                  <Button kind="primary" small onClick={() => send(answer.confirm ?? undefined)}>
                    Yes, do it
                  </Button>
                  <Button small onClick={() => run.reset()}>
                    No
                  </Button>
                </div>
              )}
            </div>
          </Notice>
        </div>
      )}
    </form>
  );
}
