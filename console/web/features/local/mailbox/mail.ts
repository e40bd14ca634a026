import * as z from 'zod';

const summarySchema = z.object({
  id: z.string(),
  at: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
});
export type MailSummary = z.output<typeof summarySchema>;
export const mailListSchema = z.object({ total: z.number().int(), messages: z.array(summarySchema) });

const addressSchema = z.looseObject({ name: z.string().optional(), address: z.string().optional() });

export const mailSchema = z.object({
  id: z.string(),
  subject: z.string().optional(),
  from: addressSchema.optional(),
  to: z.array(addressSchema).optional(),
  headers: z.array(z.object({ key: z.string(), value: z.string() })),
  text: z.string().optional(),
  html: z.string().optional(),
  bytes: z.number(),
  attachments: z.array(z.object({ name: z.string().nullish(), type: z.string(), bytes: z.number() })),
});
export type Mail = z.output<typeof mailSchema>;

export const mailPath = (id: string): string => `/mailbox/messages/${encodeURIComponent(id)}`;

/** `Ada <ada@acme.example>`, or what there is of it. */
export function shownAddress({ name = '', address = '' }: z.output<typeof addressSchema>): string {
  return name === '' ? address : `${name} <${address}>`;
}
