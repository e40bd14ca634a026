import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { RexError } from '../../../kernel/errors.ts';

/** The text of a secret. Read once per function, when it starts. */
export async function readSecret(client: SecretsManagerClient, arn: string): Promise<string> {
  const text = await textOf(client, arn);
  if (text === '') throw new RexError('CONFIG_INVALID', `The secret ${arn} has no text.`);
  return text;
}

/** AWS has no separate error for a secret that exists without a value. */
const NO_VALUE = /staging label/;

/** The settings, in JSON, of a secret that a person fills in; `{}` when it has no value or an empty one. */
export async function readSecretSettings(client: SecretsManagerClient, arn: string): Promise<unknown> {
  try {
    const text = await textOf(client, arn);
    return text.trim() === '' ? {} : JSON.parse(text);
  } catch (error) {
    if (error instanceof ResourceNotFoundException && NO_VALUE.test(error.message)) return {};
    if (!(error instanceof SyntaxError)) throw error;
    throw new RexError('CONFIG_INVALID', `The secret ${arn} is not valid JSON.`);
  }
}

async function textOf(client: SecretsManagerClient, arn: string): Promise<string> {
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  return SecretString;
}
