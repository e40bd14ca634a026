import type { Drawing } from '../../../seats/contract/drawing.ts';

/** How works of the Herald are told to people. */
export const heraldDrawn = {
  template: {
    says: '{name}: {sample.title}',
    figures: { Text: 'sample.text' },
    rows: { of: 'variables', columns: { Variable: 'name', Example: 'example' } },
  },
  message: { says: '{title}', figures: { Text: 'text', Template: 'templateId' } },
  notification: {
    says: '{title} (recipients: {to.length}).',
    figures: { Text: 'text', Severity: 'severity', Channels: 'channels' },
    rows: { of: 'to', columns: { Member: 'member', 'How it would be told': 'ways' } },
  },
  broadcast: {
    says: '{title} (recipients: {to.length}).',
    figures: {
      Text: 'text',
      Severity: 'severity',
      'How many by each channel': 'counts',
      Digest: 'digest',
      'Approved by': 'approvedBy',
    },
  },
  subscription: { says: '{member}: {change}.' },
} as const satisfies Readonly<Record<string, Drawing>>;
