import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { RexError } from '../../kernel/errors.ts';

/**
 * The text of a secret. Read it once, when the function starts.
 * @throws RexError CONFIG_INVALID when the secret holds no text
 */
export async function readSecret(client: SecretsManagerClient, arn: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  if (SecretString) return SecretString;
  throw new RexError('CONFIG_INVALID', `The secret ${arn} holds no text.`);
}
