import { useState } from 'react';
import type { z } from 'zod';
import { webhookRoutes } from '../../../../../shared/webhooks/contract/routes.ts';
import { createEndpointBodySchema } from '../../../../../shared/webhooks/contract/webhooks.ts';
import { useCommand } from '../../../api/hooks.ts';
import { schemaOf } from '../../../schema-form/schema.ts';
import { SchemaForm } from '../../../schema-form/schema-form.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Problem } from '../../../ui/notice.tsx';
import { useTell } from '../../../ui/toast.tsx';
import type { Endpoint } from './section.tsx';

const SCHEMA = schemaOf(createEndpointBodySchema);
const NAMES = { fields: { url: 'Address', events: 'Events' } };

interface EndpointFormProps {
  /** The endpoint to change; a new one without it. */
  readonly endpoint?: Endpoint;
  readonly close: () => void;
  readonly onAdded?: (added: z.output<typeof webhookRoutes.createWebhook.success.schema>) => void;
}

/** The address of a program, and of which events it is told: `*` is all, `mission.*` all of missions. */
export function EndpointForm({ endpoint, close, onAdded }: EndpointFormProps) {
  const tell = useTell();
  const create = useCommand(webhookRoutes.createWebhook);
  const update = useCommand(webhookRoutes.updateWebhook);
  const error = create.error ?? update.error;
  const [value, setValue] = useState<Readonly<Record<string, unknown>>>(() =>
    endpoint === undefined
      ? { events: ['*'] }
      : {
          url: endpoint.url,
          events: endpoint.events,
          ...(endpoint.description === null ? {} : { description: endpoint.description }),
        },
  );
  const save = () => {
    if (endpoint === undefined) {
      create.mutate(
        { body: value as never },
        {
          onSuccess: (added) => {
            onAdded?.(added);
            close();
          },
        },
      );
      return;
    }
    update.mutate(
      { params: { id: endpoint.id }, body: value },
      {
        onSuccess: () => {
          tell('The endpoint is changed.');
          close();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : close())}
      title={endpoint === undefined ? 'Add an endpoint' : 'Change the endpoint'}
      about="Of which events it is told: * is all of them, mission.* all of missions, or a name such as mission.completed."
      actions={
        <Button kind="primary" busy={create.isPending || update.isPending} onClick={save}>
          {endpoint === undefined ? 'Add' : 'Save'}
        </Button>
      }
    >
      {error ? <Problem error={error} /> : null}
      <SchemaForm
        schema={SCHEMA}
        value={value}
        onChange={setValue}
        problems={error?.fields ?? []}
        names={NAMES}
      />
    </Dialog>
  );
}
