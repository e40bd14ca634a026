import { useNavigate } from '@tanstack/react-router';
import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import type { NewsletterView } from '../../../../shared/newsletter/contract/newsletter.ts';
import { newsletterRoutes } from '../../../../shared/newsletter/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input, Textarea } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';

type Values = { readonly id: string; readonly name: string; readonly purpose: string; readonly form: string };

/** Makes a newsletter, or changes one. */
export function NewsletterForm({ of: newsletter }: { readonly of?: NewsletterView }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        kind={newsletter === undefined ? 'primary' : 'secondary'}
        icon={newsletter === undefined ? <Plus aria-hidden /> : <Pencil aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {newsletter === undefined ? 'New newsletter' : 'Change'}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={newsletter === undefined ? 'New newsletter' : `Change ${newsletter.name}`}
        about="A new text of the form gets a new version; each proof names the version that the person saw."
      >
        {open ? (
          <Form {...(newsletter === undefined ? {} : { of: newsletter })} onDone={() => setOpen(false)} />
        ) : null}
      </Dialog>
    </>
  );
}

function Form({ of: old, onDone }: { readonly of?: NewsletterView; readonly onDone: () => void }) {
  const navigate = useNavigate();
  const tell = useTell();
  const put = useCommand(newsletterRoutes.putNewsletter);
  const [values, setValues] = useState<Values>({
    id: old?.id ?? '',
    name: old?.name ?? '',
    purpose: old?.purpose ?? '',
    form: old?.form.text ?? '',
  });
  const input = (name: keyof Values) => ({
    value: values[name],
    required: true,
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setValues((before) => ({ ...before, [name]: target.value })),
  });
  const problemOf = (name: keyof Values) =>
    put.error?.fields.find(({ path }) => path === `body.${name}`)?.message;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        put.mutate(
          { body: values },
          {
            onSuccess: ({ id, name }) => {
              onDone();
              tell(`${name} is saved.`);
              void navigate({ to: '/newsletters/$id', params: { id } as never });
            },
          },
        );
      }}
    >
      {old === undefined ? (
        <Field
          label="Id"
          hint="2 to 30 lower-case letters and digits, such as news. It never changes."
          problem={problemOf('id')}
        >
          {(control) => (
            <Input {...control} {...input('id')} pattern="[a-z][a-z0-9]{1,29}" autoComplete="off" />
          )}
        </Field>
      ) : null}
      <Field label="Name" hint="As recipients see it" problem={problemOf('name')}>
        {(control) => <Input {...control} {...input('name')} maxLength={80} />}
      </Field>
      <Field
        label="Sent for"
        hint="For what, and how often: people agree to that"
        problem={problemOf('purpose')}
      >
        {(control) => <Input {...control} {...input('purpose')} maxLength={300} />}
      </Field>
      <Field label="Text of the form" hint="What people agree to" problem={problemOf('form')}>
        {(control) => <Textarea {...control} {...input('form')} maxLength={2_000} rows={5} />}
      </Field>
      {put.error ? <Problem error={put.error} /> : null}
      <div>
        <Button type="submit" kind="primary" busy={put.isPending}>
          {old === undefined ? 'Make it' : 'Save'}
        </Button>
      </div>
    </form>
  );
}
