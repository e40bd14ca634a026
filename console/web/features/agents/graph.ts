export interface Node {
  readonly name: string;
  readonly dependsOn: readonly string[];
}

export interface Placed<N extends Node> {
  readonly node: N;
  /** How many steps at least come before it. */
  readonly column: number;
  /** Its place among the steps of its column. */
  readonly row: number;
}

/**
 * Places steps from left to right: each stands after all on which it depends. Steps keep their order within a column. A
 * dependency on what is not there counts as none.
 */
export function placed<N extends Node>(nodes: readonly N[]): readonly Placed<N>[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const columns = new Map<string, number>();
  const columnOf = (node: N, path: readonly string[]): number => {
    const known = columns.get(node.name);
    if (known !== undefined) return known;
    const before = node.dependsOn.flatMap((name) => {
      const other = byName.get(name);
      return other === undefined || path.includes(name) ? [] : [columnOf(other, [...path, node.name])];
    });
    const column = before.length === 0 ? 0 : Math.max(...before) + 1;
    columns.set(node.name, column);
    return column;
  };
  const used = new Map<number, number>();
  return nodes.map((node) => {
    const column = columnOf(node, []);
    const row = used.get(column) ?? 0;
    used.set(column, row + 1);
    return { node, column, row };
  });
}
