/**
 * A pure function of a text that remembers what it answered, for at most `most` different texts: it forgets all of them when
 * there are more. What it throws is not remembered. Call it as `@__PURE__`, or it keeps its module in every bundle.
 */
export function remember<T>(most: number, work: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found.value;
    const value = work(text);
    if (known.size >= most) known.clear();
    known.set(text, { value });
    return value;
  };
}
