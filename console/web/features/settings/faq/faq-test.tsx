import { type FormEvent, useState } from 'react';
import { correspondenceRoutes } from '../../../../../shared/correspondence/contract/routes.ts';
import { useCommand } from '../../../api/hooks.ts';
import { percent } from '../../../format/numbers.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Field, Textarea } from '../../../ui/field.tsx';
import { Notice, Problem } from '../../../ui/notice.tsx';

/** Tries a question out: which entry would answer it, and how sure that is. Nothing is sent. */
export function FaqTest() {
  const [text, setText] = useState('');
  const match = useCommand(correspondenceRoutes.matchFaq);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') match.mutate({ body: { text: text.trim() } });
  };
  const found = match.data;
  return (
    <Card title="Test a text">
      <form onSubmit={onSubmit} className="stack">
        <Field label="What somebody might write" hint="Nothing is sent.">
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              maxLength={10_000}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        <div>
          <Button type="submit" busy={match.isPending} disabled={text.trim() === ''}>
            Test
          </Button>
        </div>
        {match.error ? <Problem error={match.error} /> : null}
        {found === undefined ? null : (
          <div role="status">
            <Notice tone={found.certain ? 'good' : found.entry === null ? 'info' : 'warn'}>
              <p>
                {found.entry === null ? (
                  'No entry is near.'
                ) : (
                  <>
                    <strong>{found.entry}</strong> is {percent(found.score)} like it, the next entry{' '}
                    {percent(found.next)}. {found.certain ? 'That is certain.' : found.doubt}
                  </>
                )}
              </p>
            </Notice>
          </div>
        )}
      </form>
    </Card>
  );
}
