import * as z from 'zod';
import { effectOf } from '../../autonomy/domain/effect.ts';
import { STOPPED, type TaskHandler } from '../../tasks/app/ports/handler.ts';
import type { ChangePayload } from '../contract/tasks.ts';
import { raiseCap, raiseOf } from '../domain/caps.ts';
import { isValued, type Operation, removalOf, updateOf } from '../domain/changes.ts';
import { type Changed, changedSchema, fieldOf, shown } from '../domain/shown.ts';
import { type Customer, type CustomerDeps, holdOf, notDone, openCustomer } from './open-customer.ts';
import { AdsFault, type Mutated } from './ports/google-ads.ts';
import { overRaised, type RaiseDeps, today, usedByOthers } from './raise-of-day.ts';
import { readValues } from './read-values.ts';

const doneSchema = z.object({ changed: z.array(changedSchema) });

export interface RestoreDeps extends CustomerDeps, RaiseDeps {}

/**
 * Gives back the values of before, only where the present one is still what Rex has set. What budgets rise by it counts in the rise
 * of the day, as any other.
 */
export function restoring(deps: RestoreDeps): NonNullable<TaskHandler<ChangePayload>['undo']> {
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
  /** By what is there now, where Rex gave back these or died before. They do not move by themselves. */
  async function cameOf(
    customer: Customer,
    wanted: readonly Changed[],
  ): Promise<'done' | 'absent' | 'unknown'> {
    const now = await readValues(
      deps.googleAds,
      customer,
      wanted.map(({ change }) => change),
    );
    const is = (value: string | null, n: number): boolean => (now[n]?.value ?? null) === value;
    if (wanted.every(({ before }, n) => is(before, n))) return 'done';
    // To give back the rest later does no harm; a value of somebody else tells nothing.
    return wanted.every(({ before, after }, n) => is(before, n) || is(after, n)) ? 'absent' : 'unknown';
  }
  return {
    async plan({ workspace, taskId, payload, settings, done }) {
      const customer = await openCustomer(deps, workspace, payload.connection);
      if ('outcome' in customer) return customer;
      try {
        const { ours, others } = await stillOurs(customer, done);
        if (ours.length === 0)
          return {
            outcome: 'refused',
            reason: 'Everything was changed by somebody else since, and stays so.',
          };
        const raise = raiseBack(ours);
        const most = raiseCap(settings.tasks.ads);
        const used = await usedByOthers(deps, { workspace, taskId, customer: customer.id });
        if (raise > 0 && used + raise > most) return overRaised(raise, used, most);
        const rest =
          others.length === 0 ? '' : ` ${others.length} were changed by somebody else, and stay so.`;
        return {
          outcome: 'planned',
          holds: holdOf(customer),
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

    async perform({ workspace, taskId, payload, settings, done, goesOn }) {
      const customer = await openCustomer(deps, workspace, payload.connection);
      if ('outcome' in customer) return customer;
      try {
        const { ours, others } = await stillOurs(customer, done);
        if (ours.length === 0) return { outcome: 'done', result: { restored: [], failed: [] } };
        const raise = raiseBack(ours);
        const most = raiseCap(settings.tasks.ads);
        const of = { workspace, taskId, customer: customer.id, day: today(deps), micros: raise };
        if (!(await deps.budgetDays.take(of, most)))
          return overRaised(raise, await usedByOthers(deps, of), most);
        if (!(await goesOn())) {
          await deps.budgetDays.giveBack(of, raise);
          return STOPPED;
        }
        let failures: Mutated['failures'];
        try {
          ({ failures } = await deps.googleAds.mutate(customer.opened, ours.map(backOf), {
            validateOnly: false,
          }));
        } catch (error) {
          if (!(error instanceof AdsFault) || error.kind !== 'uncertain') {
            await deps.budgetDays.giveBack(of, raise);
            throw error;
          }
          const came = await cameOf(customer, ours).catch(() => 'unknown' as const);
          if (came === 'unknown') return { outcome: 'unknown', reason: error.message };
          // The hold stays: the next try has it already.
          if (came === 'absent') throw error;
          failures = new Map();
        }
        await deps.budgetDays.giveBack(of, raiseBack(ours.filter((_, n) => failures.has(n))));
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

    async lookUp({ workspace, payload, done }, effect) {
      const customer = await openCustomer(deps, workspace, payload.connection);
      if ('outcome' in customer) throw new Error(customer.reason);
      const wanted = doneSchema
        .parse(done)
        .changed.filter(({ change, name }) =>
          effect.changes.some(({ what, field }) => what === name && field === fieldOf(change)),
        );
      return { outcome: await cameOf(customer, wanted) };
    },
  };
}

/** What budgets rise when these are given back, in micros. */
const raiseBack = (ours: readonly Changed[]): number =>
  raiseOf(
    ours.flatMap(({ change, before, after }) =>
      'amount' in change ? [{ what: change.what, before: after, after: before ?? '0' }] : [],
    ),
  );

const backOf = ({ change, resourceName, before }: Changed): Operation =>
  isValued(change) ? updateOf(change.what, resourceName, before ?? undefined) : removalOf(resourceName);
