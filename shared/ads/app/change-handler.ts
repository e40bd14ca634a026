import type * as z from 'zod';
import { type Effect, effectOf } from '../../autonomy/domain/effect.ts';
import { SECOND } from '../../kernel/clock.ts';
import { type Done, type NotDone, STOPPED, type TaskHandler } from '../../tasks/app/ports/handler.ts';
import { adsChangeType, type ChangePayload } from '../contract/tasks.ts';
import { overCap, raiseCap, raiseOf } from '../domain/caps.ts';
import { isValued, negativeOf, type Operation, updateOf, wantedOf } from '../domain/changes.ts';
import { lessOrEqual, microsOf } from '../domain/money.ts';
import { type Changed, fieldOf, shown } from '../domain/shown.ts';
import { type Customer, type CustomerDeps, holdOf, notDone, openCustomer } from './open-customer.ts';
import { AdsFault, type Mutated } from './ports/google-ads.ts';
import { overRaised, type RaiseDeps, today, usedByOthers } from './raise-of-day.ts';
import { type Current, readValues } from './read-values.ts';
import { restoring } from './restore-values.ts';

export interface ChangeDeps extends CustomerDeps, RaiseDeps {
  wait(ms: number): Promise<void>;
}

/** What was set may show a moment later. */
const PAUSES_MS = [0, 3 * SECOND, 6 * SECOND];

/** A change with what it is about, which is there and is not so yet. */
interface Step extends Current {
  readonly wanted: string;
}

/** Changes bids, budgets and states within caps, after Google has checked them. Every value is read again after it was set. */
export const adsChangeHandler = (deps: ChangeDeps): TaskHandler<ChangePayload> => ({
  type: adsChangeType.type,
  payload: adsChangeType.payload as z.ZodType<ChangePayload>,

  async plan({ workspace, taskId, payload, settings }) {
    const customer = await openCustomer(deps, workspace, payload.connection);
    if ('outcome' in customer) return customer;
    try {
      const steps = stepsOf(await readValues(deps.googleAds, customer, payload.changes), payload);
      if ('outcome' in steps) return steps;
      const caps = settings.tasks.ads;
      for (const [n, { change, effective: before, wanted: after, name }] of steps.entries()) {
        if (!('amount' in change)) continue;
        if (before === undefined)
          return refused(n, `${name} has no amount now: the campaign sets it by a strategy.`);
        const over = overCap({ what: change.what, before, after }, caps);
        if (over !== undefined) return refused(n, `${name}: ${over}.`);
      }
      const raise = raiseOf(amountsOf(steps));
      const used = await usedByOthers(deps, { workspace, taskId, customer: customer.id });
      if (raise > 0 && used + raise > raiseCap(caps)) return overRaised(raise, used, raiseCap(caps));
      const checked = await deps.googleAds.mutate(customer.opened, operationsOf(customer, steps), {
        validateOnly: true,
      });
      const [failed] = checked.failures;
      if (failed) return refused(failed[0], `Google Ads does not take it: ${failed[1]}.`);
      return {
        outcome: 'planned',
        effect: effectFor(customer, steps),
        before: valuesOf(steps),
        holds: holdOf(customer),
      };
    } catch (error) {
      return notDone(deps, workspace, customer, error);
    }
  },

  async perform({ workspace, taskId, payload, settings, goesOn }, effect) {
    const customer = await openCustomer(deps, workspace, payload.connection);
    if ('outcome' in customer) return customer;
    let steps: Step[];
    try {
      const read = stepsOf(await readValues(deps.googleAds, customer, payload.changes), payload);
      if ('outcome' in read) return read;
      steps = read;
    } catch (error) {
      return notDone(deps, workspace, customer, error);
    }
    if (JSON.stringify(effectFor(customer, steps).changes) !== JSON.stringify(effect.changes))
      return { outcome: 'unavailable', reason: 'A value was changed since it was looked at.' };
    const raise = raiseOf(amountsOf(steps));
    const most = raiseCap(settings.tasks.ads);
    const of = { workspace, taskId, customer: customer.id, day: today(deps), micros: raise };
    if (!(await deps.budgetDays.take(of, most))) return overRaised(raise, await usedByOthers(deps, of), most);
    const giveBack = (micros: number) => deps.budgetDays.giveBack({ workspace, taskId }, micros);
    if (!(await goesOn())) {
      await giveBack(raise);
      return STOPPED;
    }
    let mutated: Mutated;
    try {
      mutated = await deps.googleAds.mutate(customer.opened, operationsOf(customer, steps), {
        validateOnly: false,
      });
    } catch (error) {
      if (error instanceof AdsFault && error.kind === 'uncertain') return unclear(error.message);
      await giveBack(raise);
      return notDone(deps, workspace, customer, error);
    }
    const { failures, resources } = mutated;
    await giveBack(raiseOf(amountsOf(steps.filter((_, n) => failures.has(n)))));
    const done = steps.flatMap((step, n) =>
      failures.has(n) ? [] : [{ ...step, resourceName: resources[n] ?? step.resourceName }],
    );
    const [first] = failures;
    if (done.length === 0) return refused(first?.[0] ?? 0, `Google Ads refused it: ${first?.[1] ?? ''}.`);
    return settled(
      done,
      [...failures].map(([n, reason]) => ({ change: steps[n]?.name ?? '', reason })),
    );

    /**
     * Set values do not move by themselves: what is there tells what was done, unless somebody else has set it since. To set the rest
     * later does no harm.
     */
    async function unclear(reason: string) {
      let now: readonly (Current | undefined)[] = [];
      const nowOf = (step: Step) => now[steps.indexOf(step)];
      const isSet = (step: Step): boolean => nowOf(step)?.value === step.wanted;
      const isAsBefore = (step: Step): boolean =>
        nowOf(step) !== undefined && nowOf(step)?.value === step.value;
      for (const pause of PAUSES_MS) {
        if (pause > 0) await deps.wait(pause);
        try {
          now = await readValues(deps.googleAds, customer as Customer, payload.changes);
        } catch {
          return { outcome: 'unknown', reason } as const;
        }
        if (steps.every(isSet)) break;
      }
      const set = steps.filter(isSet);
      if (!steps.every((step) => isSet(step) || isAsBefore(step)))
        return { outcome: 'unknown', reason: `${reason} Somebody else changes it, too.` } as const;
      if (set.length === 0)
        return { outcome: 'unavailable', reason: `${reason} Nothing was changed.` } as const;
      const missing = steps.filter((step) => !isSet(step));
      await giveBack(raiseOf(amountsOf(missing)));
      return settled(
        set.map((step) => ({
          ...step,
          resourceName: nowOf(step)?.resourceName ?? step.resourceName,
        })),
        missing.map(({ name }) => ({ change: name, reason: 'It is as it was.' })),
      );
    }

    async function settled(
      set: readonly Step[],
      failed: readonly { readonly change: string; readonly reason: string }[],
    ): Promise<Done> {
      let now: readonly (Current | undefined)[] | undefined;
      // Until it shows, so that whoever looks next does not see the value of before.
      for (const pause of PAUSES_MS) {
        if (pause > 0) await deps.wait(pause);
        now = await readValues(deps.googleAds, customer as Customer, payload.changes).catch(() => undefined);
        if (now && verified(set, now)) break;
      }
      return {
        outcome: 'done',
        result: { changed: set.map(({ name }) => name), failed, verified: now ? verified(set, now) : null },
        undo: { changed: set.map(changedOf) },
        after: now ? valuesOf(now.filter((each) => each !== undefined)) : undefined,
      };
    }
  },

  async lookUp({ workspace, payload }, effect) {
    const customer = await openCustomer(deps, workspace, payload.connection);
    if ('outcome' in customer) throw new Error(customer.reason);
    const now = await readValues(deps.googleAds, customer, payload.changes);
    const set = now.flatMap((each, n) => {
      const { before = null, after } = effect.changes[n] ?? {};
      return each && shown(each.change, each.effective) === after ? [setBefore(each, before)] : [];
    });
    const isAsBefore = now.every(
      (each, n) => each && shown(each.change, each.effective) === effect.changes[n]?.before,
    );
    // Somebody may have changed it after Rex did.
    if (set.length === 0) return { outcome: isAsBefore ? 'absent' : 'unknown' };
    if (set.length < now.length) return { outcome: 'unknown' };
    return {
      outcome: 'done',
      result: { changed: set.map(({ name }) => name), failed: [], verified: true },
      undo: { changed: set },
    };
  },

  undo: restoring(deps),
});

const refused = (n: number, reason: string): NotDone => ({
  outcome: 'refused',
  reason: `payload.changes.${n}: ${reason}`,
});

function stepsOf(now: readonly (Current | undefined)[], { changes }: ChangePayload): Step[] | NotDone {
  const steps: Step[] = [];
  for (const [n, change] of changes.entries()) {
    const is = now[n];
    if (!is) return refused(n, `there is no ${change.what.replace('_', ' ')} ${change.id} in this account.`);
    const wanted = isValued(change) ? wantedOf(change) : `${change.text} (${change.match})`;
    if (is.value === wanted) return refused(n, `${is.name} is so already.`);
    steps.push({ ...is, wanted });
  }
  return steps;
}

const operationsOf = ({ id }: Customer, steps: readonly Step[]): Operation[] =>
  steps.map(({ change, resourceName = '', wanted }) =>
    isValued(change) ? updateOf(change.what, resourceName, wanted) : negativeOf(id, change),
  );

const amountsOf = (steps: readonly Step[]) =>
  steps.flatMap(({ change, effective, wanted }) =>
    'amount' in change ? [{ what: change.what, before: effective ?? '0', after: wanted }] : [],
  );

/** What is known of it after a death: the effect has how it was. */
const setBefore = (
  { change, name, resourceName = '', value = '' }: Current,
  before: string | null,
): Changed => ({
  change,
  name,
  resourceName,
  before: before !== null && 'amount' in change ? microsOf(before) : before,
  after: value,
});

const changedOf = ({ change, name, resourceName = '', value, wanted }: Step): Changed => ({
  change,
  name,
  resourceName,
  before: value ?? null,
  after: wanted,
});

const verified = (set: readonly Step[], now: readonly (Current | undefined)[]): boolean =>
  set.every(({ change, wanted }) => now.find((each) => each?.change === change)?.value === wanted);

const valuesOf = (now: readonly Current[]) =>
  now.map((each) => ({
    what: each.name,
    field: fieldOf(each.change),
    value: shown(each.change, each.value),
  }));

function effectFor({ id }: Customer, steps: readonly Step[]): Effect {
  const lowers = ({ change, effective, wanted }: Step): boolean =>
    change.what === 'keyword_bid' && effective !== undefined && lessOrEqual(wanted, effective);
  return effectOf({
    kind: adsChangeType.type,
    segment: 'google_ads',
    summary:
      `Changes ${steps.length === 1 ? steps[0]?.name : `${steps.length} things`} of customer ${id} at Google Ads.`.slice(
        0,
        500,
      ),
    facts: {
      lowersBidsOnly: steps.every(lowers),
      budgetRaise: raiseOf(amountsOf(steps)) / 1_000_000,
      ...Object.fromEntries(steps.map(({ change }) => [change.what, true])),
    },
    changes: steps.map((step) => ({
      what: step.name,
      field: fieldOf(step.change),
      before: shown(step.change, step.effective),
      after: shown(step.change, step.wanted),
    })),
  });
}
