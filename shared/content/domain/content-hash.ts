import { sha256 } from '../../kernel/hash.ts';

export interface ApprovableContent {
  /** Normalised address. */
  readonly recipient: string;
  /** The sender, as in the From header. */
  readonly from: string;
  /** How replies come back: the policy, not the per-message token. */
  readonly replyTo: string;
  readonly subject: string;
  /** With placeholders, not with the per-message links. */
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly { readonly name: string; readonly sha256: string }[];
  readonly policyVersion: string;
  /** Absent for e-mail, so that hashes from before other channels stay valid. */
  readonly channel?: string;
  /** The provider's id of an approved template. */
  readonly template?: string;
}

/**
 * The hash that an approval binds (43 characters). Equal content has the same hash whenever and wherever it is computed; a
 * change of any field changes the hash, and so voids the approval.
 */
export function contentHash(content: ApprovableContent): string {
  // Field by field in a fixed order, as canonical JSON.
  return sha256(
    JSON.stringify({
      channel: content.channel,
      template: content.template,
      attachments: content.attachments.map(({ name, sha256: digest }) => ({ name, sha256: digest })),
      from: content.from,
      html: content.html,
      policyVersion: content.policyVersion,
      recipient: content.recipient,
      replyTo: content.replyTo,
      subject: content.subject,
      text: content.text,
    }),
  );
}
