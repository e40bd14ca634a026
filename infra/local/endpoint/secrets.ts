import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { RuntimeStore } from '../store.ts';
import { ACCOUNT, REGION } from '../template/resource-types.ts';
import { AwsError } from './aws-error.ts';

/** The parts of AWS::SecretsManager::Secret that matter here. */
export const secretProperties = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .object({ SecretStringTemplate: z.string().optional(), GenerateStringKey: z.string().optional() })
    .loose()
    .optional(),
});

const request = z.object({ SecretId: z.string(), SecretString: z.string().optional() });
const BYTES = 32;

/** Secrets are made once for a home, and kept in it. */
export function createSecrets(store: RuntimeStore) {
  const setting = (name: string): string => `secret/${name}`;
  const known = new Set<string>();
  const nameOf = (id: string): string => id.slice(id.lastIndexOf(':') + 1);
  return {
    add(name: string, { SecretString, GenerateSecretString }: z.infer<typeof secretProperties>): void {
      known.add(name);
      const hasValue = SecretString !== undefined || GenerateSecretString !== undefined;
      if (!hasValue || store.setting(setting(name)) !== undefined) return;
      const generated = randomBytes(BYTES).toString('base64url');
      const { SecretStringTemplate: template, GenerateStringKey: key } = GenerateSecretString ?? {};
      const value =
        template === undefined || key === undefined
          ? generated
          : JSON.stringify({ ...JSON.parse(template), [key]: generated });
      store.saveSetting(setting(name), SecretString ?? value);
    },
    /** @throws AwsError */
    handle(operation: string, body: unknown): unknown {
      const { SecretId, SecretString } = request.parse(body);
      const name = nameOf(SecretId);
      const value = store.setting(setting(name));
      if (!known.has(name)) {
        throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      }
      const about = { ARN: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}`, Name: name };
      if (operation === 'GetSecretValue' && value === undefined) {
        throw new AwsError(
          'ResourceNotFoundException',
          "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
        );
      }
      if (operation === 'GetSecretValue') return { ...about, SecretString: value };
      if (operation !== 'PutSecretValue') {
        throw new AwsError(
          'InvalidRequestException',
          `Secrets Manager ${operation} is not known to infra/local.`,
        );
      }
      if (SecretString !== undefined) store.saveSetting(setting(name), SecretString);
      return about;
    },
  };
}
