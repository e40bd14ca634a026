/**
 * A name for who did something. People are known by the address of their membership; of those who have left, only what the
 * sign-in calls them is kept. `rex` and `rex:NAME` are parts of Rex.
 */
export function personName(actor: string, emails: ReadonlyMap<string, string | null>): string {
  const subject = actor.replace(/^user:/, '');
  const email = emails.get(subject);
  if (email) return email;
  if (subject.startsWith('key:')) return 'a program with an API key';
  if (/^rex(:|$)/.test(subject)) return 'Rex';
  if (subject.startsWith('provider:')) return 'the provider';
  if (subject.startsWith('recipient:')) return 'the recipient';
  return /^[0-9a-f-]{32,}$/i.test(subject) ? 'a former member' : subject;
}
