import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import type { ApiError } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Problem } from '../ui/notice.tsx';
import type { Names } from './context.ts';
import { schemaOf } from './schema.ts';
import { SchemaForm } from './schema-form.tsx';

interface FormDialogProps<S extends z.ZodType> {
  readonly schema: S;
  readonly names: Names;
  /** What is chosen before somebody has chosen. */
  readonly begin: Readonly<Record<string, unknown>>;
  readonly title: string;
  readonly about: ReactNode;
  readonly label: string;
  readonly busy: boolean;
  readonly error: ApiError | null;
  /** The API says whether it is right. */
  readonly send: (body: z.input<S>) => void;
  readonly close: () => void;
}

/** Asks for the body of a request. What was typed stays while the API refuses it. */
export function FormDialog<S extends z.ZodType>(props: FormDialogProps<S>) {
  const { schema, names, begin, title, about, label, busy, error, send, close } = props;
  const [value, setValue] = useState(begin);
  const [form] = useState(() => schemaOf(schema));
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : close())}
      title={title}
      about={about}
      actions={
        <Button kind="primary" busy={busy} onClick={() => send(value as z.input<S>)}>
          {label}
        </Button>
      }
    >
      {error === null ? null : <Problem error={error} />}
      <SchemaForm
        schema={form}
        value={value}
        onChange={setValue}
        problems={error?.fields ?? []}
        names={names}
      />
    </Dialog>
  );
}
