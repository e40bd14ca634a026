import * as z from 'zod';
import { instantSchema, plainText, sinceSchema } from '../../kernel/contract/common.ts';

/**
 * Where deliveries may go. `public` is what a deployment does. A Rex on somebody's machine goes `nowhere` unless it is told
 * otherwise; `loopback` is for those who try webhooks there.
 */
export const WEBHOOK_TARGETS = ['public', 'loopback', 'nowhere'] as const;
export type WebhookTargets = (typeof WEBHOOK_TARGETS)[number];

export const endpointIdSchema = z
  .string()
  .regex(/^wh_[0-9a-z]{26}$/, 'the id of an endpoint looks like wh_ and 26 characters');
export const deliveryIdSchema = z
  .string()
  .regex(/^msg_[0-9a-z]{26}$/, 'the id of a delivery looks like msg_ and 26 characters');

/** A name of the catalogue, all names of one kind, or all. */
const eventFilterSchema = z
  .string()
  .regex(
    /^(?:\*|[A-Z]+_[A-Z]+|[a-z][a-z-]*\.(?:\*|[a-z][a-z-]*))$/,
    'must be the name of an event, a kind such as "mission.*", or "*"',
  );

const MAX_FILTERS = 50;
const MAX_URL = 2_000;

const fields = {
  url: z.url({ protocol: /^https?$/, error: 'must be an https address' }).max(MAX_URL),
  events: z.array(eventFilterSchema).min(1).max(MAX_FILTERS),
  description: plainText({ max: 200 }),
};
export const createEndpointBodySchema = z.strictObject({
  url: fields.url,
  events: fields.events.default(['*']),
  description: fields.description.optional(),
});
export const updateEndpointBodySchema = z
  .strictObject({
    url: fields.url.optional(),
    events: fields.events.optional(),
    description: fields.description.optional(),
    state: z.enum(['enabled', 'disabled']).optional(),
  })
  .refine((change) => Object.values(change).some((field) => field !== undefined), 'must change something');

export const ENDPOINT_STATES = ['enabled', 'disabled'] as const;
/** `person`: somebody did it; `failing`: nothing arrived for days; `gone`: the endpoint answered 410. */
export const DISABLED_BECAUSE = ['person', 'failing', 'gone'] as const;

export const endpointSchema = z
  .object({
    id: endpointIdSchema,
    url: z.string(),
    events: z.array(z.string()),
    description: z.string().nullable(),
    state: z.enum(ENDPOINT_STATES),
    disabledBecause: z.enum(DISABLED_BECAUSE).nullable(),
    failingSince: instantSchema.nullable().describe('Since when no delivery has arrived; null when they do'),
    slowUntil: instantSchema
      .nullable()
      .describe('No delivery is tried before, because the endpoint is overloaded or does not answer'),
    oldSecretUntil: instantSchema
      .nullable()
      .describe('Until then deliveries are signed with the secret of before as well'),
    createdAt: instantSchema,
    createdBy: z.string(),
  })
  .meta({ id: 'WebhookEndpoint' });

export const secretSchema = z
  .string()
  .describe(
    'The secret with which deliveries are signed (Standard Webhooks): whsec_ and base64. It is shown only once',
  );

/** `held`: the endpoint is disabled; a replay sends it. `failed`: all attempts failed. */
export const DELIVERY_STATES = ['pending', 'delivered', 'failed', 'held'] as const;
/** Why an attempt failed before there was an answer, or what is wrong with the answer. */
export const ATTEMPT_ERRORS = [
  'HTTP_STATUS',
  'REDIRECT',
  'TIMEOUT',
  'CONNECTION',
  'TLS',
  'NAME_NOT_FOUND',
  'ADDRESS_NOT_ALLOWED',
] as const;

export const attemptSchema = z.object({
  at: instantSchema,
  ms: z.number().int().describe('Milliseconds until the answer, or until the attempt was given up'),
  status: z.number().int().optional().describe('HTTP status of the answer'),
  error: z.enum(ATTEMPT_ERRORS).optional(),
  answer: z.string().optional().describe('The first characters of the answer'),
});

export const deliverySchema = z
  .object({
    id: deliveryIdSchema.describe('The webhook-id of every attempt'),
    type: z.string().describe('Name of the event'),
    eventId: z.string(),
    state: z.enum(DELIVERY_STATES),
    at: instantSchema.describe('When it happened'),
    nextAttemptAt: instantSchema.nullable(),
    attempts: z.array(attemptSchema),
    body: z.string().describe('What is sent, byte for byte'),
  })
  .meta({ id: 'WebhookDelivery' });

/** One delivery, or all between two times that are not delivered (`all`: those too). */
export const replayBodySchema = z.union([
  z.strictObject({ deliveryId: deliveryIdSchema }),
  z.strictObject({
    since: sinceSchema,
    until: sinceSchema.optional(),
    all: z.boolean().default(false),
  }),
]);
