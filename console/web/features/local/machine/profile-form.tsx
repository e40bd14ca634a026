import { type FormEvent, useState } from 'react';
import * as z from 'zod';
import { changesOf } from '../../../schema-form/changes.ts';
import type { JsonSchema } from '../../../schema-form/schema.ts';
import { SchemaForm } from '../../../schema-form/schema-form.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Loaded, Problem } from '../../../ui/notice.tsx';
import { useTell } from '../../../ui/toast.tsx';
import { useLocal, useLocalCommand } from '../local-api.ts';

const fieldsSchema = z.record(z.string(), z.unknown());
const schemasSchema = z.object({ people: fieldsSchema, faults: fieldsSchema });
type Fields = z.output<typeof fieldsSchema>;

interface ProfileFormProps {
  readonly title: string;
  readonly about: string;
  /** Where it is read and set. */
  readonly path: string;
  /** Which of the schemas of the runtime describes it. */
  readonly part: keyof z.output<typeof schemasSchema>;
}

/** A form of something that the local runtime is told, by the schema that the runtime gives. */
export function ProfileForm({ title, about, path, part }: ProfileFormProps) {
  const schemas = useLocal('/_local/schemas', schemasSchema, false);
  const now = useLocal(path, fieldsSchema, false);
  return (
    <Card title={title}>
      <div className="stack">
        <p className="quiet">{about}</p>
        <Loaded query={schemas} lines={6}>
          {({ [part]: schema }) => (
            <Loaded query={now} lines={6}>
              {(value) => <Editor key={JSON.stringify(value)} schema={schema} saved={value} path={path} />}
            </Loaded>
          )}
        </Loaded>
      </div>
    </Card>
  );
}

interface EditorProps {
  readonly schema: JsonSchema;
  readonly saved: Fields;
  readonly path: string;
}

function Editor({ schema, saved, path }: EditorProps) {
  const tell = useTell();
  const set = useLocalCommand(path, fieldsSchema);
  const [value, setValue] = useState<Fields>(saved);
  const isSame = changesOf(saved, value).length === 0;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate(value, { onSuccess: () => tell('Saved: it holds from now on.') });
  };
  return (
    <form className="stack" onSubmit={onSubmit}>
      {set.error ? <Problem error={set.error} /> : null}
      <SchemaForm schema={schema} value={value} onChange={setValue} names={NAMES} />
      <div className="row">
        <Button type="submit" kind="primary" busy={set.isPending} disabled={isSame}>
          Save
        </Button>
        <Button disabled={isSame} onClick={() => setValue(saved)}>
          Undo changes
        </Button>
      </div>
    </form>
  );
}

const NAMES = {
  fields: {
    deliver: 'Delivered',
    hardBounce: 'Addresses that do not exist',
    softBounce: 'Soft bounces',
    complain: 'Complain',
    open: 'Open',
    machineOpen: 'Opened by machines',
    scan: 'Read by scanners first',
    perOpen: 'Buy because of an open mail',
    within30Days: 'Buy within 30 days by themselves',
    delayMs: 'Delay (ms)',
    status: 'HTTP status',
    times: 'At most so often',
  },
};
