import * as z from 'zod';
import { leadProfileSchema } from '../../leads/domain/lead-profile.ts';

/** The answer of one source about one person, in the types of the import. */
export const findingsSchema = leadProfileSchema
  .pick({
    jobTitle: true,
    company: true,
    industry: true,
    employees: true,
    revenue: true,
    country: true,
    linkedinUrl: true,
  })
  .extend({
    /** Domain of the employer, according to the source. */
    employerDomain: z
      .string()
      .regex(/^[a-z0-9.-]{3,253}$/)
      .optional(),
  });
export type Findings = z.infer<typeof findingsSchema>;
