import * as z from 'zod';
import { APPROVAL_STATES } from '../../approvals/contract/routes.ts';
import { instantSchema, isoDateSchema, missionIdSchema } from '../../kernel/contract/common.ts';

const count = z.number().int();
const beside = z.object({
  planned: count,
  actual: count.nullable().describe('null while nothing has begun, and where it is not read'),
});

/** A mission as it is expected to go, beside how it went. */
export const simulationSchema = z
  .object({
    missionId: missionIdSchema,
    seed: count,
    startsAt: instantSchema.describe('Now; for a mission whose messages go out, when that began'),
    lastSentAt: instantSchema.nullable(),
    finishesAt: instantSchema
      .nullable()
      .describe('After the days in which it waits for answers; null when it comes to a stop before'),
    stopped: z
      .object({
        at: instantSchema,
        because: z
          .enum(['list', 'domain', 'horizon'])
          .describe(
            'list: too many of its first e-mails bounce; domain: it is paused or rotated out; horizon: the days that were asked for are over',
          ),
        explanation: z.string(),
      })
      .nullable(),
    leads: count,
    steps: z.array(beside.extend({ step: count })),
    days: z
      .array(
        beside.extend({
          day: isoDateSchema,
          domain: z.string(),
          bySteps: z.array(count).describe('What is planned, by step'),
          emails: count.describe('E-mails among what is planned'),
          cap: count
            .nullable()
            .describe('Most e-mails of the domain on that day; null on days without a plan'),
          risk: z.number().nullable().describe('Bounces that are expected of the e-mails of the plan'),
          riskMost: z.number().nullable().describe('How many may be'),
        }),
      )
      .describe('Days of UTC on which something goes out'),
    people: z.array(beside.extend({ what: z.enum(['bounced', 'complained', 'unsubscribed', 'replied']) })),
    blocked: z.record(z.string(), count).describe('Leads who are stopped for good, by guard'),
    costUsd: z.object({ planned: z.number(), actual: z.number().nullable() }),
    approvals: z.object({
      messages: z.enum(APPROVAL_STATES).describe('Of its messages'),
      needed: count.describe('Approvals that it waits for before anything goes out'),
      replies: count.describe('Replies that a person has to read'),
      tasks: count.describe('Steps on LinkedIn that a person has to do'),
    }),
    sharedWith: count.describe('Other missions that hold the domain now: what they will send is not known'),
    assumptions: z.array(z.string()),
  })
  .meta({ id: 'Simulation' });
export type Simulation = z.infer<typeof simulationSchema>;
