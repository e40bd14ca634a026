import * as z from 'zod';
import { leadProfileSchema } from '../../leads/domain/lead-profile.ts';

/** What one source says of one person, in the shapes of the import. */
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
    /** Of whom the source says that it employs the person. */
    employerDomain: z
      .string()
      .regex(/^[a-z0-9.-]{3,253}$/)
      .optional(),
  });
export type Findings = z.infer<typeof findingsSchema>;
