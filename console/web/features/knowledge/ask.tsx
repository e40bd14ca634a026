import { type FormEvent, useState } from 'react';
import * as z from 'zod';
import { knowledgeRoutes } from '../../../../shared/knowledge/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import { AnswerText } from './answer-text.tsx';
import { FoundPassages } from './found-passages.tsx';

const addressSchema = z.object({ question: z.string() });

/** A question: the answer with its sources, and the passages that were found. */
export function Ask() {
  const [{ question: asked = '' }, change] = useAddress(addressSchema);
  const [question, setQuestion] = useState(asked);
  const answer = useCommand(knowledgeRoutes.answerQuestion);
  const search = useCommand(knowledgeRoutes.searchKnowledge);
  const error = search.error ?? answer.error;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const text = question.trim();
    if (text === '') return;
    change({ question: text }, { replace: true });
    answer.mutate({ body: { question: text } });
    search.mutate({ body: { question: text, limit: 5 } });
  };
  return (
    <Card
      title="Ask"
      actions={
        <CopyAs
          route={knowledgeRoutes.searchKnowledge}
          request={{ body: { question: question.trim() || 'a question', limit: 5 } }}
          command={`rex knowledge answer ${JSON.stringify(question.trim() || 'a question')}`}
        />
      }
    >
      <form onSubmit={onSubmit} className="stack">
        <Field
          label="Question"
          hint="Answered from your documents alone, with the passages that bear it out."
        >
          {(control) => (
            <Input
              {...control}
              type="search"
              maxLength={1_000}
              value={question}
              onChange={({ target }) => setQuestion(target.value)}
            />
          )}
        </Field>
        <div>
          <Button type="submit" kind="primary" busy={answer.isPending || search.isPending}>
            Ask
          </Button>
        </div>
      </form>
      {error ? <Problem error={error} /> : null}
      <div role="status" className="stack">
        {answer.data ? <AnswerText of={answer.data} /> : null}
        {search.data ? <FoundPassages of={search.data} /> : null}
      </div>
    </Card>
  );
}
