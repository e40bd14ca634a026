import { beforeAll, describe, expect, it } from 'vitest';
import { assertServicesMay } from '../../infra/local/iam/acts.ts';
import { createIam } from '../../infra/local/iam/iam.ts';
import { readPolicies } from '../../infra/local/iam/policies.ts';
import { readAssembly } from '../../infra/local/template/assembly.ts';
import { type Resource, resolveResources } from '../../infra/local/template/resolve.ts';
import { PREFIX } from '../../infra/names.ts';
import { permissionNeeds, SEARCHED } from './permission-needs.ts';
import type { Synthesis } from './synthesis.ts';

const ADDRESSES = {
  awsEndpoint: 'http://aws',
  httpUrl: 'http://api',
  wsUrl: 'ws://api',
  issuer: 'http://issuer',
};
/** CDK allows them to every consumer of a queue; Lambda uses some of them, none of our code does. */
const OF_CONSUMERS = new Set([
  'sqs:GetQueueUrl',
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:SendMessage',
]);
/** What functions that keep records may all do with them: which of it, changes with every use case. */
const EVERYDAY = new Set(
  ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map((name) => `dynamodb:${name}`),
);

interface Function {
  readonly id: string;
  /** An action, and the index when it is on one. */
  readonly granted: ReadonlySet<string>;
  readonly needs: ReadonlyMap<string, string>;
}

/** @param local without the console's CloudFront, which the local runtime does not know */
export function checkPermissions(local: Synthesis): void {
  describe('permissions of functions', () => {
    let resources: Resource[];
    let functions: Function[];
    beforeAll(async () => {
      resources = resolveResources(readAssembly(local.assembly.directory), ADDRESSES);
      const { roles } = readPolicies(resources);
      const needs = await permissionNeeds();
      functions = resources
        .filter(({ type, name }) => type === 'AWS::Lambda::Function' && name.startsWith(`${PREFIX}-`))
        .map(({ name, properties }) => {
          const id = name.slice(PREFIX.length + 1);
          const statements = roles.get(String(properties['Role']))?.statements ?? [];
          const granted = statements.flatMap(({ actions, resources: on }) =>
            actions.flatMap((action) => on.map((arn) => withIndex(action, arn))),
          );
          return { id, granted: new Set(granted), needs: needs.get(id) ?? new Map() };
        });
    }, 120_000);

    it('cover every call in their sources', () => {
      expect(functions.length).toBeGreaterThan(30);
      const lacking = functions.flatMap(({ id, granted, needs }) =>
        [...needs]
          .filter(([action]) => !granted.has(action))
          .map(([action, where]) => `${id}: ${action} (${where})`),
      );
      expect(lacking).toEqual([]);
    });

    it('cover nothing else, except everyday work on records', () => {
      const superfluous = functions.flatMap(({ id, granted, needs }) =>
        [...granted]
          .filter((action) => SEARCHED.has(action) && !needs.has(action))
          .filter((action) => !EVERYDAY.has(action) && !OF_CONSUMERS.has(action))
          .map((action) => `${id}: ${action}`),
      );
      expect(superfluous).toEqual([]);
    });

    it('name the index of the queue of missions, and the bucket that a missing upload is looked for in', () => {
      const of = (id: string) => functions.find((each) => each.id === id)?.granted;
      expect(of('consumers-missions')).toContain('dynamodb:Query index/timeline');
      for (const id of ['schedules-executor', 'consumers-imports']) expect(of(id)).toContain('s3:ListBucket');
      expect(of('streams-events')).toContain('dynamodb:ListStreams');
    });

    it('are enough for what AWS does on their behalf, and so are those of the services', () => {
      expect(() => assertServicesMay(resources, createIam(resources))).not.toThrow();
    });
  });
}

function withIndex(action: string, arn: string): string {
  const index = /\/(index\/\w+)$/.exec(arn)?.[1];
  return index === undefined ? action : `${action} ${index}`;
}
