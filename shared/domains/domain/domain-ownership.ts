import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { instantSchema, isoDateSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown, readUnknownAs } from '../../kernel/contract/tolerance.ts';

/**
 * Whether a workspace has proven that a domain is its own. In a pool of before this was asked for there is none: it is
 * read as pending, and the hourly check asks for the proof.
 */
export const ownershipSchema = z.object({
  state: readUnknownAs(z.enum(['pending', 'verified']), 'pending'),
  /** What the TXT record has to say. Drawn for this workspace alone, so nobody else's record proves it. */
  challenge: z.string(),
  /** It was sent from before this was asked for: its warmup goes on where it was. */
  wasInUse: z.boolean().optional(),
});
export type Ownership = z.infer<typeof ownershipSchema>;

/**
 * Whose a domain is, in all of Rex: the one record that is of no workspace. No second workspace can have it until the
 * first one gives it up.
 */
export const domainOwnerSchema = z.object({
  domain: z.string(),
  version: z.number().int().min(1),
  /** Absent once it was given up. */
  workspace: workspaceIdSchema.optional(),
  /** By a record in the DNS, or because the operators gave it. */
  proof: keepUnknown(z.enum(['dns', 'operators'])),
  since: isoDateSchema,
  at: instantSchema,
});
export type DomainOwner = z.infer<typeof domainOwnerSchema>;

export const isOwned = ({ ownership }: { readonly ownership?: Ownership | undefined }): boolean =>
  ownership?.state === 'verified';

/** The DNS name of which the record proves a domain. */
export const challengeName = (domain: string): string => `_rex-challenge.${domain}`;

export const newChallenge = (): string => `rex-verification=${randomBytes(20).toString('hex')}`;

/** The record that is to be made in the DNS, as long as the domain is not proven. */
export const dnsRecordOf = ({
  domain,
  ownership,
}: {
  readonly domain: string;
  readonly ownership?: Ownership | undefined;
}): { name: string; type: 'TXT'; value: string } | null =>
  ownership?.state === 'pending'
    ? { name: challengeName(domain), type: 'TXT', value: ownership.challenge }
    : null;
