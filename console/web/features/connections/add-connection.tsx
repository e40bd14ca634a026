import { type FormEvent, useState } from 'react';
import { PROVIDERS, type Provider, providerRow } from '../../../../shared/connections/contract/providers.ts';
import { connectionRoutes } from '../../../../shared/connections/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { SchemaForm } from '../../schema-form/schema-form.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';
import { SecretFields } from './secret-fields.tsx';
import { accountSchema, emptyValues, secretVariants, type Values } from './secret-schema.ts';

interface AddConnectionProps {
  readonly close: () => void;
  readonly onAdded: (id: string) => void;
}

const firstSecret = (provider: Provider): Values => emptyValues(secretVariants(provider)[0]?.schema ?? {});

/** Connects an account: what a provider wants to know is in its row of the contract. */
export function AddConnection({ close, onAdded }: AddConnectionProps) {
  const tell = useTell();
  const add = useCommand(connectionRoutes.addConnection);
  const [provider, setProvider] = useState<Provider>('wordpress');
  const [name, setName] = useState('');
  const [account, setAccount] = useState<Values>(() => emptyValues(accountSchema('wordpress')));
  const [variant, setVariant] = useState(0);
  const [secret, setSecret] = useState<Values>(() => firstSecret('wordpress'));
  const problems = add.error?.fields ?? [];
  const choose = (next: Provider) => {
    setProvider(next);
    setAccount(emptyValues(accountSchema(next)));
    setVariant(0);
    setSecret(firstSecret(next));
    add.reset();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(
      { body: { provider, name, account, secret } as never },
      {
        onSuccess: ({ id }) => {
          tell('The account is connected. Test it now.');
          onAdded(id);
          close();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : close())}
      title="Connect an account"
      actions={
        <Button type="submit" form="add-connection" kind="primary" busy={add.isPending}>
          Connect
        </Button>
      }
    >
      <form id="add-connection" className="stack" onSubmit={onSubmit}>
        {add.error ? <Problem error={add.error} /> : null}
        <Field label="Provider">
          {(control) => (
            <Select {...control} value={provider} onChange={({ target }) => choose(target.value as Provider)}>
              {PROVIDERS.map((each) => (
                <option key={each} value={each}>
                  {providerRow(each).title}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label="Name"
          hint="How people here call it, such as Our blog."
          problem={problems.find(({ path }) => path === 'body.name')?.message}
        >
          {(control) => (
            <Input
              {...control}
              required
              maxLength={60}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <SchemaForm
          key={provider}
          schema={accountSchema(provider)}
          value={account}
          onChange={setAccount}
          problems={problems.map(({ path, message }) => ({
            path: path.replace('body.account.', 'body.'),
            message,
          }))}
          names={{ fields: { api: 'Another address of the API' } }}
        />
        <SecretFields
          provider={provider}
          variant={variant}
          value={secret}
          problems={problems}
          onChange={(value, next) => {
            setSecret(value);
            setVariant(next);
          }}
        />
      </form>
    </Dialog>
  );
}
