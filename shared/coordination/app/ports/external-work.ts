import type * as z from 'zod';
import type { externalStepSchema } from '../../contract/external-agent-routes.ts';

type ExternalStep = z.infer<typeof externalStepSchema>;

/** Results of external agents, by step. The step itself checks them. */
export type ExternalWork = Readonly<Record<ExternalStep, { readonly answer: z.ZodType }>>;
