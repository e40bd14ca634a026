import { RexError } from '../../kernel/errors.ts';

/** Something that takes time, and so much of each resource all that time. */
export interface Activity {
  readonly id: string;
  /** In whole units of time, whatever the unit is. */
  readonly duration: number;
  /** Ids of what has to have ended before it begins. */
  readonly after: readonly string[];
  /** By the name of the resource. */
  readonly needs: Readonly<Record<string, number>>;
}

/** Work that shares resources which are there again when an activity has ended. */
export interface Project {
  readonly activities: readonly Activity[];
  /** How much of each resource there is at any time. */
  readonly capacities: Readonly<Record<string, number>>;
}

/** When each activity begins, by its id; and when the last one ends. */
export interface Schedule {
  readonly starts: Readonly<Record<string, number>>;
  readonly end: number;
}

/** A project by numbers: activities in an order in which each comes after what it waits for. */
export interface Network {
  readonly ids: readonly string[];
  readonly durations: readonly number[];
  readonly predecessors: readonly (readonly number[])[];
  readonly successors: readonly (readonly number[])[];
  /** Of each activity, how much of each resource. */
  readonly needs: readonly (readonly number[])[];
  readonly capacities: readonly number[];
}

/** The longest a plan may take, one activity after another: schedules look at each unit of time. */
const MOST_UNITS = 100_000;
const MOST_ACTIVITIES = 10_000;

/** @throws RexError VALIDATION_FAILED naming the activity that cannot be planned, and why */
export function networkOf({ activities, capacities }: Project): Network {
  for (const [name, capacity] of Object.entries(capacities))
    if (!(capacity >= 0 && capacity < Number.POSITIVE_INFINITY))
      throw refused(
        `capacities.${name}`,
        `There are ${capacity} of ${name}: a number of 0 or more is needed.`,
      );
  if (activities.length > MOST_ACTIVITIES)
    throw refused(
      'activities',
      `There are ${activities.length} activities; ${MOST_ACTIVITIES} are the most.`,
    );
  const byId = new Map(activities.map((activity) => [activity.id, activity]));
  const resources = Object.keys(capacities);
  const seen = new Set<string>();
  activities.forEach((activity, n) => {
    const problem = problemOf(activity, byId, capacities);
    if (problem) throw refused(`activities.${n}`, problem);
    if (seen.has(activity.id)) throw refused(`activities.${n}`, `The id ${activity.id} is there twice.`);
    seen.add(activity.id);
  });
  const whole = activities.reduce((sum, { duration }) => sum + duration, 0);
  if (whole > MOST_UNITS)
    throw refused(
      'activities.0',
      `All activities take ${whole} units of time; ${MOST_UNITS} are the most. Use a larger unit.`,
    );
  const ordered = inOrder(activities, byId);
  const placeOf = new Map(ordered.map(({ id }, place) => [id, place]));
  const predecessors = ordered.map(({ after }) => [...new Set(after)].map((id) => placeOf.get(id) ?? -1));
  const successors = ordered.map((): number[] => []);
  for (const [place, before] of predecessors.entries())
    for (const each of before) successors[each]?.push(place);
  return {
    ids: ordered.map(({ id }) => id),
    durations: ordered.map(({ duration }) => duration),
    predecessors,
    successors,
    needs: ordered.map(({ needs }) => resources.map((name) => needs[name] ?? 0)),
    capacities: Object.values(capacities),
  };
}

function problemOf(
  { id, duration, after, needs }: Activity,
  byId: ReadonlyMap<string, Activity>,
  capacities: Project['capacities'],
): string | undefined {
  if (!Number.isSafeInteger(duration) || duration < 0)
    return `${id} takes ${duration}: a whole number of units, 0 or more, is needed.`;
  const unknown = after.find((each) => !byId.has(each));
  if (unknown !== undefined) return `${id} waits for ${unknown}, which is not there.`;
  for (const [name, need] of Object.entries(needs)) {
    const capacity = Object.hasOwn(capacities, name) ? capacities[name] : undefined;
    if (capacity === undefined) return `${id} needs ${name}, which is no resource of the plan.`;
    if (!(need >= 0)) return `${id} needs ${need} of ${name}: a number of 0 or more is needed.`;
    if (need > capacity) return `${id} needs ${need} of ${name}, and there are never more than ${capacity}.`;
  }
  return undefined;
}

/** By their places in the list as far as what they wait for lets them (Kahn's algorithm). */
function inOrder(activities: readonly Activity[], byId: ReadonlyMap<string, Activity>): Activity[] {
  const open = new Map(activities.map(({ id, after }) => [id, new Set(after).size]));
  const followers = new Map<string, string[]>();
  for (const { id, after } of activities)
    for (const each of new Set(after)) followers.set(each, [...(followers.get(each) ?? []), id]);
  const ready = activities.filter(({ id }) => open.get(id) === 0);
  for (const { id } of ready)
    for (const follower of followers.get(id) ?? []) {
      const left = (open.get(follower) ?? 0) - 1;
      open.set(follower, left);
      const activity = byId.get(follower);
      if (left === 0 && activity) ready.push(activity);
    }
  if (ready.length === activities.length) return ready;
  const stuck = new Set(activities.filter(({ id }) => (open.get(id) ?? 0) > 0).map(({ id }) => id));
  const circle = circleAmong(stuck, byId);
  throw refused(
    `activities.${activities.findIndex(({ id }) => id === circle[0])}`,
    `These wait for each other: ${circle.slice(0, MOST_NAMED).join(' after ')}${circle.length > MOST_NAMED ? ' and so on' : ''}.`,
  );
}

/** Everybody who is stuck waits for somebody who is stuck: who goes from one to the next comes back. */
function circleAmong(stuck: ReadonlySet<string>, byId: ReadonlyMap<string, Activity>): string[] {
  const way: string[] = [];
  let at = [...stuck][0] ?? '';
  while (!way.includes(at)) {
    way.push(at);
    at = byId.get(at)?.after.find((each) => stuck.has(each)) ?? '';
  }
  return [...way.slice(way.indexOf(at)), at];
}

const MOST_NAMED = 20;

const refused = (path: string, message: string): RexError =>
  new RexError('VALIDATION_FAILED', message, { fields: [{ path, message }] });
