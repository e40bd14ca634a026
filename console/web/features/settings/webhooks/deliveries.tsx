import * as z from 'zod';
import { webhookRoutes } from '../../../../../shared/webhooks/contract/routes.ts';
import { DELIVERY_STATES } from '../../../../../shared/webhooks/contract/webhooks.ts';
import { useCommand, usePages } from '../../../api/hooks.ts';
import { useAddress } from '../../../app/address.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { State, wordsOf } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { Filter, Filters } from '../../../ui/filters.tsx';
import { Empty } from '../../../ui/notice.tsx';
import { Paged } from '../../../ui/paged.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { Time } from '../../../ui/time.tsx';
import { useTell } from '../../../ui/toast.tsx';
import styles from '../settings.module.css';
import { DeliveryCard } from './delivery-card.tsx';

const addressSchema = z.object({ state: z.enum(DELIVERY_STATES), delivery: z.string() });
export type Delivery = z.output<
  typeof webhookRoutes.listWebhookDeliveries.success.schema
>['deliveries'][number];

/** What was sent to an endpoint in the last seven days. */
export function Deliveries({ endpoint }: { readonly endpoint: string }) {
  const session = useSession();
  const tell = useTell();
  const [{ state, delivery: chosen }, change] = useAddress(addressSchema);
  const params = { id: endpoint };
  const log = usePages(
    webhookRoutes.listWebhookDeliveries,
    { params, query: { limit: 50, state } },
    ({ deliveries }) => deliveries,
  );
  const replay = useCommand(webhookRoutes.replayWebhook);
  const columns: readonly Column<Delivery>[] = [
    {
      header: 'Event',
      width: '2fr',
      cell: ({ id, type }) => (
        <Button kind="quiet" small onClick={() => change({ delivery: id })}>
          {type}
        </Button>
      ),
    },
    { header: 'State', width: '7rem', cell: ({ state: is }) => <State of={is} /> },
    { header: 'Attempts', width: '5rem', align: 'end', cell: ({ attempts }) => attempts.length },
    {
      header: 'Last answer',
      width: '1.5fr',
      wide: true,
      cell: ({ attempts }) => {
        const last = attempts.at(-1);
        return last === undefined ? '–' : (last.status ?? wordsOf(last.error ?? ''));
      },
    },
    { header: 'When', width: '8rem', align: 'end', wide: true, cell: ({ at }) => <Time at={at} /> },
  ];
  return (
    <>
      <Card
        title="Deliveries"
        flush
        actions={
          <>
            <Button small onClick={log.retry}>
              Read again
            </Button>
            {session.may(webhookRoutes.replayWebhook) ? (
              <Confirm
                small
                label="Replay what did not arrive"
                title="Deliver again what did not arrive?"
                about="All deliveries of the last seven days that did not arrive go out again, each with its own id, so that a program that has seen one knows it."
                run={async () => {
                  await replay.mutateAsync({ params, body: { since: '7d', all: false } });
                  tell('They are on their way again.');
                }}
              />
            ) : null}
          </>
        }
      >
        <div className="stack">
          <div className={styles.pad}>
            <Filters>
              <Filter
                label="State"
                value={state}
                options={DELIVERY_STATES.map((each) => [each, wordsOf(each)])}
                onChange={(value) => change({ state: value })}
              />
            </Filters>
          </div>
          <Paged
            pages={log}
            empty={
              <Empty title={state ? 'No delivery is in this state' : 'Nothing delivered yet'}>
                Send a test: it shows whether the endpoint answers.
              </Empty>
            }
          >
            <Table
              label="Deliveries"
              columns={columns}
              rows={log.rows}
              keyOf={({ id }) => id}
              isCurrent={({ id }) => id === chosen}
              more={log.more}
              hasMore={log.hasMore}
            />
          </Paged>
        </div>
      </Card>
      {log.rows
        .filter(({ id }) => id === chosen)
        .map((delivery) => (
          <DeliveryCard
            key={delivery.id}
            delivery={delivery}
            replay={
              session.may(webhookRoutes.replayWebhook)
                ? () => replay.mutateAsync({ params, body: { deliveryId: delivery.id } })
                : undefined
            }
          />
        ))}
    </>
  );
}
