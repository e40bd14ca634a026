/** What an external agent needs, for a person who copies it. */
export const credentialsText = ({
  header,
  secret,
}: {
  readonly header: string;
  readonly secret: string;
}): string => `rex-agent: ${header}\nsecret:    ${secret}\nKeep the secret: it is not shown again.`;
