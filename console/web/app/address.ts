import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { z } from 'zod';

/**
 * What the address of the page says after the question mark: filters, the open tab, what is selected. A value that does not
 * fit is left out. The second part changes some of it; `undefined` removes a value.
 */
export function useAddress<S extends z.ZodObject>(schema: S) {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const parsed = schema.partial().safeParse(search);
  const change = useCallback(
    (values: Partial<z.output<S>>, { replace = false } = {}) =>
      void navigate({
        to: '.',
        search: (old: Record<string, unknown>) => ({ ...old, ...values }),
        replace,
      } as never),
    [navigate],
  );
  return [(parsed.success ? parsed.data : {}) as Partial<z.output<S>>, change] as const;
}

/** A part of the path, such as the id of `/missions/$id`. */
export function usePathPart(name: string): string {
  const parts = useParams({ strict: false }) as Record<string, string | undefined>;
  return parts[name] ?? '';
}
