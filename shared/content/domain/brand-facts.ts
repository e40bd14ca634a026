import * as z from 'zod';
import type { Fact, Facts } from './facts.ts';
import { plainText } from './plain-text.ts';

const WebAddressSchema = z.url({ protocol: /^https?$/ }).max(300);

/** What a workspace and its mission state about themselves. The owner vouches for it, so it is used as written. */
export const BrandSchema = z.object({
  brandName: z.string().min(1).max(80),
  senderName: z.string().min(1).max(80),
  postalAddress: z.string().max(300).optional(),
  /** Only when the mission states one. */
  offer: z.string().max(300).optional(),
  website: WebAddressSchema.optional(),
  bookingUrl: WebAddressSchema.optional(),
});

export type Brand = z.infer<typeof BrandSchema>;

/** `record` is the workspace or mission that states the brand, `observedOn` the ISO date on which it did. */
export function brandFacts(brand: Brand, record: string, observedOn: string): Facts {
  const facts: Facts = {};
  const state = (field: keyof Brand & keyof Facts, value: string | undefined): void => {
    const text = plainText(value ?? '');
    const fact: Fact = { value: text, source: { record, field }, observedOn };
    if (text !== '') facts[field] = fact;
  };
  state('brandName', brand.brandName);
  state('senderName', brand.senderName);
  state('postalAddress', brand.postalAddress?.trim().replace(/,?\s*[\r\n]+\s*/g, ', '));
  // Templates end the sentence themselves.
  state('offer', brand.offer?.trim().replace(/[.!]+$/, ''));
  state('website', brand.website);
  state('bookingUrl', brand.bookingUrl);
  return facts;
}
