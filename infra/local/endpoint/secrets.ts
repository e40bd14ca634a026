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

const request = z.union([
  z.object({ SecretId: z.string(), SecretString: z.string().optional() }),
  z.object({ Name: z.string(), SecretString: z.string().optional() }),
]);
const BYTES = 32;

/** Those of stacks are made once for a home; those that functions make have a value as long as they are there. */
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
      const asked = request.parse(body);
      const { SecretString } = asked;
      const name = 'Name' in asked ? asked.Name : nameOf(asked.SecretId);
      const value = store.setting(setting(name));
      const about = { ARN: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}`, Name: name };
      const isThere = known.has(name) || value !== undefined;
      if (operation === 'CreateSecret') {
        if (isThere)
          throw new AwsError(
            'ResourceExistsException',
            `The operation failed because the secret ${name} already exists.`,
          );
        store.saveSetting(setting(name), SecretString ?? '');
        return about;
      }
      if (!isThere) {
        throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      }
      switch (operation) {
        case 'GetSecretValue':
          if (value !== undefined) return { ...about, SecretString: value };
          throw new AwsError(
            'ResourceNotFoundException',
            "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
          );
        case 'PutSecretValue':
          if (SecretString !== undefined) store.saveSetting(setting(name), SecretString);
          return about;
        case 'DeleteSecret':
          known.delete(name);
          store.removeSetting(setting(name));
          return about;
        default:
          throw new AwsError(
            'InvalidRequestException',
            `Secrets Manager ${operation} is not known to infra/local.`,
          );
      }
    },
  };
}
