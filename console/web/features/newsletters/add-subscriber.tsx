import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { newsletterRoutes } from '../../../../shared/newsletter/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input, Textarea } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';

const NOTHING = { email: '', firstName: '', at: '', source: '', text: '' };
type Name = keyof typeof NOTHING;

/** Adds a person who has agreed elsewhere, with the proof of it. */
export function AddSubscriber({ newsletter }: { readonly newsletter: string }) {
  const tell = useTell();
  const add = useCommand(newsletterRoutes.addSubscriber);
  const [open, setOpen] = useState(false);
  const [values, setValues] = useState(NOTHING);
  const { email, firstName, at, source, text } = values;
  const input = (name: Name) => ({
    value: values[name],
    required: name !== 'firstName',
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setValues((old) => ({ ...old, [name]: target.value })),
  });
  const problemOf = (path: string) => add.error?.fields.find((each) => each.path === `body.${path}`)?.message;
  const send = () =>
    add.mutate(
      {
        params: { id: newsletter },
        body: {
          email,
          ...(firstName.trim() === '' ? {} : { firstName }),
          proof: { at: new Date(at).toISOString(), source, text },
        },
      },
      {
        onSuccess: () => {
          setOpen(false);
          setValues(NOTHING);
          tell(`${email} gets it from now on.`);
        },
      },
    );
  return (
    <>
      <Button kind="primary" icon={<UserPlus aria-hidden />} onClick={() => setOpen(true)}>
        Add a subscriber
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Add somebody who has agreed"
        about="Keep what proves it: without a proof nobody may get it. Whoever has unsubscribed comes back only by themselves."
      >
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <div className="grid">
            <Field label="E-mail address" problem={problemOf('email')}>
              {(control) => <Input {...control} {...input('email')} type="email" maxLength={254} />}
            </Field>
            <Field label="First name (optional)" problem={problemOf('firstName')}>
              {(control) => <Input {...control} {...input('firstName')} maxLength={80} />}
            </Field>
          </div>
          <Field label="Agreed" hint="When, in your own time zone" problem={problemOf('proof.at')}>
            {(control) => <Input {...control} {...input('at')} type="datetime-local" />}
          </Field>
          <Field
            label="Where"
            hint="The name of the fair, the number of the paper form"
            problem={problemOf('proof.source')}
          >
            {(control) => <Input {...control} {...input('source')} maxLength={300} />}
          </Field>
          <Field label="What they agreed to" problem={problemOf('proof.text')}>
            {(control) => <Textarea {...control} {...input('text')} maxLength={1_000} />}
          </Field>
          {add.error ? <Problem error={add.error} /> : null}
          <div>
            <Button type="submit" kind="primary" busy={add.isPending}>
              Add
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
