import { type FormEvent, useState } from 'react';
import {
  type FaqBody,
  type FaqEntryView,
  faqBodySchema,
} from '../../../../../shared/correspondence/contract/faq.ts';
import { correspondenceRoutes } from '../../../../../shared/correspondence/contract/routes.ts';
import { useCommand } from '../../../api/hooks.ts';
import { schemaOf } from '../../../schema-form/schema.ts';
import { SchemaForm } from '../../../schema-form/schema-form.tsx';
import { useSession } from '../../../sign-in/session-context.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { Problem } from '../../../ui/notice.tsx';
import { useTell } from '../../../ui/toast.tsx';

const SCHEMA = schemaOf(faqBodySchema);
const NAMES = { fields: { id: 'Name of the entry', questions: 'Questions', asks: 'Ask a person first' } };

interface FaqEntryFormProps {
  readonly entry: FaqEntryView | undefined;
  readonly close: () => void;
}

/** Writes an approved answer, new or again. */
export function FaqEntryForm({ entry, close }: FaqEntryFormProps) {
  const session = useSession();
  const tell = useTell();
  const put = useCommand(correspondenceRoutes.putFaqEntry);
  const remove = useCommand(correspondenceRoutes.removeFaqEntry);
  const readOnly = !session.may(correspondenceRoutes.putFaqEntry);
  const [value, setValue] = useState<Readonly<Record<string, unknown>>>(() => {
    if (entry === undefined) return { asks: false, questions: [] };
    const { id, questions, answer, source, asks } = entry;
    return { id, questions, answer, source, asks };
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    put.mutate(
      { body: value as FaqBody },
      {
        onSuccess: ({ id }) => {
          tell(`The answer ${id} is saved.`);
          close();
        },
      },
    );
  };
  return (
    <Card title={entry === undefined ? 'A new answer' : `Answer: ${entry.id}`}>
      <form onSubmit={onSubmit} className="stack">
        {put.error ? <Problem error={put.error} /> : null}
        <SchemaForm
          schema={SCHEMA}
          only={entry === undefined ? undefined : ['questions', 'answer', 'source', 'asks']}
          value={value}
          onChange={setValue}
          readOnly={readOnly}
          problems={put.error?.fields ?? []}
          names={NAMES}
        />
        <div className="spread">
          <span className="row">
            {readOnly ? null : (
              <Button type="submit" kind="primary" busy={put.isPending}>
                Save
              </Button>
            )}
            <Button onClick={close}>Close</Button>
          </span>
          {entry === undefined || readOnly ? null : (
            <Confirm
              label="Remove"
              kind="danger"
              title={`Remove the answer ${entry.id}?`}
              about="Questions like it are then answered by a person. It can be written again."
              run={async () => {
                await remove.mutateAsync({ params: { id: entry.id } });
                tell(`The answer ${entry.id} is removed.`);
                close();
              }}
            />
          )}
        </div>
      </form>
    </Card>
  );
}
