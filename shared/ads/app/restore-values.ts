import * as z from 'zod';
import { effectOf } from '../../autonomy/domain/effect.ts';
import type { TaskHandler } from '../../tasks/app/ports/handler.ts';
import type { ChangePayload } from '../contract/tasks.ts';
import { isValued, type Operation, removalOf, updateOf } from '../domain/changes.ts';
import { type Changed, changedSchema, fieldOf, shown } from '../domain/shown.ts';
import { type Customer, type CustomerDeps, notDone, openCustomer } from './open-customer.ts';
import { AdsFault } from './ports/google-ads.ts';
import { readValues } from './read-values.ts';

const doneSchema = z.object({ changed: z.array(changedSchema) });

/** Gives back the values of before, only where the present one is still what Rex has set. */
export function restoring(deps: CustomerDeps): NonNullable<TaskHandler<ChangePayload>['undo']> {
  async function stillOurs(
    customer: Customer,
    done: unknown,
  ): Promise<{ ours: Changed[]; others: Changed[] }> {
    const { changed } = doneSchema.parse(done);
    const now = await readValues(
      deps.googleAds,
      customer,
      changed.map(({ change }) => change),
    );
    const ours = changed.filter(({ after }, n) => now[n]?.value === after);
    return { ours, others: changed.filter((each) => !ours.includes(each)) };
  }
  return {
    async plan({ workspace, payload, done }) {
      const customer = await openCustomer(deps, workspace, payload.connection);
      if ('outcome' in customer) return customer;
      try {
        const { ours, others } = await stillOurs(customer, done);
        if (ours.length === 0)
          return {
            outcome: 'refused',
            reason: 'Everything was changed by somebody else since, and stays so.',
          };
        const rest =
          others.length === 0 ? '' : ` ${others.length} were changed by somebody else, and stay so.`;
        return {
          outcome: 'planned',
          effect: effectOf({
            kind: 'ads.restore',
            segment: 'google_ads',
            summary: `Gives back ${ours.length} values of before to customer ${customer.id}.${rest}`,
            changes: ours.map(({ change, name, before, after }) => ({
              what: name,
              field: fieldOf(change),
              before: shown(change, after),
              after: before === null ? null : shown(change, before),
            })),
          }),
        };
      } catch (error) {
        return notDone(deps, workspace, customer, error);
      }
    },

    async perform({ workspace, payload, done }) {
      const customer = await openCustomer(deps, workspace, payload.connection);
      if ('outcome' in customer) return customer;
      try {
        const { ours, others } = await stillOurs(customer, done);
        if (ours.length === 0) return { outcome: 'done', result: { restored: [], failed: [] } };
        const { failures } = await deps.googleAds.mutate(customer.opened, ours.map(backOf), {
          validateOnly: false,
        });
        const restored = ours.filter((_, n) => !failures.has(n)).map(({ name }) => name);
        const failed = [...failures].map(([n, reason]) => ({ change: ours[n]?.name ?? '', reason }));
        if (restored.length === 0)
          return { outcome: 'refused', reason: `Google Ads refused it: ${failed[0]?.reason ?? ''}.` };
        return {
          outcome: 'done',
          result: { restored, failed, changedByOthers: others.map(({ name }) => name) },
        };
      } catch (error) {
        // To set a value again does no harm: it is tried again.
        return error instanceof AdsFault ? notDone(deps, workspace, customer, error) : Promise.reject(error);
      }
    },

    async lookUp({ workspace, payload, done }) {
      const customer = await openCustomer(deps, workspace, payload.connection);
      if ('outcome' in customer) throw new Error(customer.reason);
      const { ours } = await stillOurs(customer, done);
      return ours.length === 0 ? { outcome: 'done' } : { outcome: 'absent' };
    },
  };
}

const backOf = ({ change, resourceName, before }: Changed): Operation =>
  isValued(change) ? updateOf(change.what, resourceName, before ?? undefined) : removalOf(resourceName);
