interface Step {
  readonly name: string;
  readonly dependsOn: readonly string[];
}

/** Steps in the order of their levels: those of a level depend only on levels before it, and may run at once. */
export function levelsOf<S extends Step>(steps: readonly S[]): readonly (readonly S[])[] {
  const levels: S[][] = [];
  const placed = new Set<string>();
  let left = [...steps];
  while (left.length > 0) {
    const ready = left.filter(({ dependsOn }) => dependsOn.every((name) => placed.has(name)));
    // A dependency that is not there must not hide the steps behind it.
    const level = ready.length > 0 ? ready : left;
    levels.push(level);
    for (const { name } of level) placed.add(name);
    left = left.filter((step) => !level.includes(step));
  }
  return levels;
}
