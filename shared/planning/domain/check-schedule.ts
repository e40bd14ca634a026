import type { Project, Schedule } from './project.ts';

/**
 * What is wrong with a schedule, in whole sentences; nothing: it can be done. It knows nothing of how schedules are made: what is
 * in use changes only where something begins or ends, and is added up there.
 */
export function scheduleProblems({ activities, capacities }: Project, { starts, end }: Schedule): string[] {
  const problems: string[] = [];
  const endOf = new Map(activities.map(({ id, duration }) => [id, (starts[id] ?? Number.NaN) + duration]));
  for (const { id, after } of activities) {
    const start = starts[id];
    if (start === undefined || !Number.isSafeInteger(start) || start < 0) {
      problems.push(`${id} begins at ${start}.`);
      continue;
    }
    if (!((endOf.get(id) ?? Number.NaN) <= end)) problems.push(`${id} ends after the plan.`);
    for (const each of after)
      if (!((endOf.get(each) ?? Number.NaN) <= start))
        problems.push(`${id} begins before ${each} has ended.`);
  }
  for (const [name, capacity] of Object.entries(capacities)) {
    const changes = activities
      .filter(({ needs, duration }) => (needs[name] ?? 0) > 0 && duration > 0)
      .flatMap(({ id, needs, duration }) => [
        { at: starts[id] ?? 0, by: needs[name] ?? 0 },
        { at: (starts[id] ?? 0) + duration, by: -(needs[name] ?? 0) },
      ])
      // What ends at a time makes room for what begins then.
      .toSorted((a, b) => a.at - b.at || a.by - b.by);
    let used = 0;
    for (const { at, by } of changes) {
      used += by;
      if (used > capacity + 1e-6)
        problems.push(`At ${at}, ${used} of ${name} are used, and there are ${capacity}.`);
    }
  }
  return problems;
}
