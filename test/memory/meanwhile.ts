/** A port of which some methods are replaced: the others work as they are. */
export const withMethods = <T extends object>(port: T, methods: Partial<T>): T =>
  Object.assign(Object.create(port) as T, methods);

/**
 * A port whose first call of `method` is followed by a deed of somebody else, before its caller goes on: what was just
 * read is out of date by then.
 */
export function meanwhile<T extends object, M extends keyof T>(
  port: T,
  method: M,
  act: () => Promise<unknown>,
): T {
  let isFirst = true;
  const call = port[method] as (...args: unknown[]) => Promise<unknown>;
  const later = async (...args: unknown[]) => {
    const answer = await call.apply(port, args);
    const now = isFirst;
    isFirst = false;
    if (now) await act();
    return answer;
  };
  return withMethods(port, { [method]: later } as Partial<T>);
}

/** A port whose `method` fails: as the death of a process just before it. */
export const dying = <T extends object, M extends keyof T>(
  port: T,
  method: M,
  error: Error = new Error('The process dies here.'),
): T => withMethods(port, { [method]: () => Promise.reject(error) } as Partial<T>);
