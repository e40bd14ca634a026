import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { instantSchema, isoDateSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown, readUnknownAs } from '../../kernel/contract/tolerance.ts';

/**
 * Whether a workspace has proved that it owns a domain. Pools from before this was required do not have it: there it is read
 * as pending, and the hourly check requests the proof.
 */
export const ownershipSchema = z.object({
  state: readUnknownAs(z.enum(['pending', 'verified']), 'pending'),
  /** The required value of the TXT record. It is random for each workspace, so no other workspace's record proves it. */
  challenge: z.string(),
  /** The domain sent before the proof was required: its warmup continues where it was. */
  wasInUse: z.boolean().optional(),
});
export type Ownership = z.infer<typeof ownershipSchema>;

/**
 * The owner of a domain in the whole deployment: the only kind of record that belongs to no workspace. No second workspace
 * can own the domain until the first one gives it up.
 */
export const domainOwnerSchema = z.object({
  domain: z.string(),
  version: z.number().int().min(1),
  /** Absent once it was given up. */
  workspace: workspaceIdSchema.optional(),
  /** How it was proved: by a DNS record, or because the operators gave the domain. */
  proof: keepUnknown(z.enum(['dns', 'operators'])),
  /** Of a domain that the operators lent: their workspace, to which it goes back. */
  lender: workspaceIdSchema.optional(),
  since: isoDateSchema,
  at: instantSchema,
});
export type DomainOwner = z.infer<typeof domainOwnerSchema>;

export const isOwned = ({ ownership }: { readonly ownership?: Ownership | undefined }): boolean =>
  ownership?.state === 'verified';

/** The DNS name whose TXT record proves a domain. */
export const challengeName = (domain: string): string => `_rex-challenge.${domain}`;

export const newChallenge = (): string => `rex-verification=${randomBytes(20).toString('hex')}`;

/** The DNS record that has to be created, until the domain is verified. */
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
