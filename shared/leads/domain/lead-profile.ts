import * as z from 'zod';
import { NUMBER_CHANNELS } from '../../channels/contract/channels.ts';
import { keepUnknown, readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { CONSENTS } from './consent.ts';
import { TEXT_FLAGS } from './text-fields.ts';

export const MAX_NAME = 120;
export const MAX_COMPANY = 200;
export const MAX_STREET = 200;
export const MAX_POSTCODE = 20;
export const MAX_NOTE = 2_000;
export const MAX_NOTES = 20;
export const MAX_INDUSTRY = 80;
export const MAX_COUNT = 1_000_000_000;
export const MAX_REVENUE = 1e15;
/** Limits of number and length, so that a lead stays a small record. */
export const MAX_ATTRIBUTES = 40;
export const MAX_ATTRIBUTE_NAME = 80;
export const MAX_ATTRIBUTE = 60;

/** The data of a person from imports. */
export const leadProfileSchema = z.object({
  /** Normalised address: the key of the person within a workspace. */
  identity: z.string().min(3).max(254),
  /** The form that mail is sent to. */
  address: z.string().min(3).max(254),
  externalIds: z.array(z.string().min(1).max(200)),
  firstName: z.string().min(1).max(MAX_NAME).optional(),
  lastName: z.string().min(1).max(MAX_NAME).optional(),
  company: z.string().min(1).max(MAX_COMPANY).optional(),
  street: z.string().min(1).max(MAX_STREET).optional(),
  city: z.string().min(1).max(MAX_NAME).optional(),
  region: z.string().min(1).max(MAX_NAME).optional(),
  postcode: z.string().min(1).max(MAX_POSTCODE).optional(),
  /** Used only by the search for duplicates. */
  birthDate: z.iso.date().optional(),
  /** E.164. */
  phone: z
    .string()
    .regex(/^\+\d{4,15}$/)
    .optional(),
  /** ISO 3166-1 alpha-2. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** IANA name. */
  timeZone: z.string().min(1).max(64).optional(),
  /** `country`: the zone was not given and is derived from the country. */
  timeZoneSource: keepUnknown(z.enum(['given', 'country'])).optional(),
  consent: readUnknownAs(z.enum(CONSENTS), 'opted_out'),
  /** Consents for channels that need a separate one; absent when unknown. */
  channelConsents: z
    .partialRecord(z.enum(NUMBER_CHANNELS), readUnknownAs(z.enum(CONSENTS), 'opted_out'))
    .optional(),
  /** A link for people; Rex never opens it. */
  linkedinUrl: z
    .url({ protocol: /^https$/, hostname: /(^|\.)linkedin\.com$/ })
    .max(300)
    .optional(),
  notes: z.array(z.string().min(1).max(MAX_NOTE)).max(MAX_NOTES).optional(),
  industry: z.string().min(1).max(MAX_INDUSTRY).optional(),
  employees: z.number().int().min(1).max(MAX_COUNT).optional(),
  /** Yearly revenue, in whole units of the currency of the list. */
  revenue: z.number().min(0).max(MAX_REVENUE).optional(),
  jobTitle: z.string().min(1).max(MAX_NAME).optional(),
  visits: z.number().min(0).max(MAX_COUNT).optional(),
  secondsOnSite: z.number().min(0).max(MAX_COUNT).optional(),
  pageViews: z.number().min(0).max(MAX_COUNT).optional(),
  /** Whether the list says that the lead converted. Models are fitted to this, and never use it as input. */
  outcome: z.boolean().optional(),
  /** Columns that were kept unchanged, by header. Models may use them. */
  attributes: z
    .record(z.string().min(1).max(MAX_ATTRIBUTE_NAME), z.string().min(1).max(MAX_ATTRIBUTE))
    .optional(),
  createdAt: z.iso.date().optional(),
  lastContactedAt: z.iso.date().optional(),
  roleAddress: z.boolean(),
  /** Whether no message may go here: noreply, postmaster, abuse and the like, and domains that reach nobody. */
  neverMail: z.boolean(),
  flags: z.array(keepUnknown(z.enum(TEXT_FLAGS))),
});

export type ParsedLead = z.infer<typeof leadProfileSchema>;
