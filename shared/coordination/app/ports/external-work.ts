import type * as z from 'zod';
import type { externalStepSchema } from '../../contract/external-agent-routes.ts';

type ExternalStep = z.infer<typeof externalStepSchema>;

/** What comes back from outside, by step. That it is worth anything is judged by the step itself. */
export type ExternalWork = Readonly<Record<ExternalStep, { readonly answer: z.ZodType }>>;
