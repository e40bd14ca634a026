import { type FormEvent, useState } from 'react';
import { connectionRoutes } from '../../../../shared/connections/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';
import type { Connection } from './connection.ts';
import { SecretFields } from './secret-fields.tsx';
import { emptyValues, secretVariants, type Values } from './secret-schema.ts';

interface RenewConnectionProps {
  readonly connection: Connection;
  readonly close: () => void;
}

/** Gives a connection new credentials of the same account. */
export function RenewConnection({ connection: { id, name, provider }, close }: RenewConnectionProps) {
  const tell = useTell();
  const renew = useCommand(connectionRoutes.renewConnection);
  const [variant, setVariant] = useState(0);
  const [secret, setSecret] = useState<Values>(() => emptyValues(secretVariants(provider)[0]?.schema ?? {}));
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    renew.mutate(
      { params: { id }, body: { secret: secret as Readonly<Record<string, string>> } },
      {
        onSuccess: () => {
          tell('The credentials are renewed. Test them now.');
          close();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : close())}
      title={`New credentials for ${name}`}
      about="Of the same account. Those of before are not used any more."
      actions={
        <Button type="submit" form="renew-connection" kind="primary" busy={renew.isPending}>
          Renew
        </Button>
      }
    >
      <form id="renew-connection" className="stack" onSubmit={onSubmit}>
        {renew.error ? <Problem error={renew.error} /> : null}
        <SecretFields
          provider={provider}
          variant={variant}
          value={secret}
          problems={renew.error?.fields ?? []}
          onChange={(value, next) => {
            setSecret(value);
            setVariant(next);
          }}
        />
      </form>
    </Dialog>
  );
}
