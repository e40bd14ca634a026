import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { RexError } from '../../kernel/errors.ts';

/** The text of a secret. Read once per function, when it starts. */
export async function readSecret(client: SecretsManagerClient, arn: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  if (!SecretString) throw new RexError('CONFIG_INVALID', `The secret ${arn} has no text.`);
  return SecretString;
}
