import type * as z from 'zod';
import type { outsideStepSchema } from '../../contract/outside-agent-routes.ts';

type OutsideStep = z.infer<typeof outsideStepSchema>;

/** What comes back from outside, by step. That it is worth anything is judged by the step itself. */
export type OutsideWork = Readonly<Record<OutsideStep, { readonly answer: z.ZodType }>>;
