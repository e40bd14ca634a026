import type { MemberView } from '../../shared/notifications/contract/notifications.ts';

/** What a member is told, and how. */
export function subscriptionText({
  member,
  role,
  email,
  phone,
  slackUser,
  channels,
  types,
  requests,
  mailTrouble,
}: MemberView): string {
  const address = { email, slack: slackUser, sms: phone };
  const lines = (['email', 'slack', 'sms'] as const).flatMap((name) => {
    const wish = channels[name];
    if (!wish) return [];
    const at = address[name] ?? 'not known yet';
    const digest = wish.digestFrom === null ? '' : `, daily digest from ${wish.digestFrom}`;
    return [
      `  ${name} (${at}): ${wish.from === null ? 'nothing at once' : `at once from ${wish.from}`}${digest}`,
    ];
  });
  return [
    `${member} (${role}) is told of ${types === undefined ? 'all alerts' : `alerts of type ${types.join(', ')}`}:`,
    '  in "rex notifications list": all of them',
    ...lines,
    ...(mailTrouble ? [troubleLine(mailTrouble)] : []),
    requests.length === 0
      ? '  approvals that wait: not by mail'
      : `  approvals that wait: ${requests.join(', ')}`,
  ].join('\n');
}

const troubleLine = ({ kind, at, reason }: NonNullable<MemberView['mailTrouble']>): string =>
  `  Nothing is mailed any more: the mailbox ${kind} at ${at}${reason ? ` (${reason})` : ''}. "rex notifications subscribe" tries again.`;
