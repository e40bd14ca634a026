import { useCallback, useMemo } from 'react';
import * as z from 'zod';
import { useAddress } from '../../../app/address.ts';
import type { Sample } from './view.ts';

const addressSchema = z.object({
  step: z.coerce.number().int(),
  variant: z.string(),
  message: z.coerce.number().int().min(1),
});

/** The sample as it is gone through: step by step, variant by variant, of those that are asked for. */
export function useMessages(sample: readonly Sample[]) {
  const [{ step, variant, message = 1 }, change] = useAddress(addressSchema);
  const shown = useMemo(
    () =>
      sample
        .filter(
          (each) =>
            (step === undefined || each.step === step) && (variant === undefined || each.variant === variant),
        )
        .toSorted((a, b) => a.step - b.step || a.variant.localeCompare(b.variant)),
    [sample, step, variant],
  );
  const at = Math.max(0, Math.min(message, shown.length) - 1);
  const last = shown.length - 1;
  return {
    /** As many as there are without the filters. */
    all: sample.length,
    shown,
    at,
    current: shown[at],
    variant,
    stepShown: step,
    steps: useMemo(() => [...new Set(sample.map((each) => each.step))].toSorted((a, b) => a - b), [sample]),
    variants: useMemo(() => [...new Set(sample.map((each) => each.variant))].toSorted(), [sample]),
    filter: (values: { step?: number | undefined; variant?: string | undefined }) =>
      change({ ...values, message: undefined } as object),
    step: useCallback(
      (by: 1 | -1) => {
        const next = at + by;
        if (next >= 0 && next <= last) change({ message: next + 1 }, { replace: true });
      },
      [at, last, change],
    ),
  };
}

export type Messages = ReturnType<typeof useMessages>;
