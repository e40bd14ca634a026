import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
  GetRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
  paginateListRolePolicies,
} from '@aws-sdk/client-iam';
import * as z from 'zod';
import { DEPLOYMENT } from '../../../shared/platform/contract/deployment.ts';

/** A permission that an emulator asks for where AWS is content with another one. */
interface AskedPermission {
  /** What AWS takes. Who is not allowed this is not given the other. */
  readonly aws: string;
  readonly asks: string;
  /** What the emulator checks it on, by the resource on which AWS's is allowed. */
  readonly on: (resource: string) => string;
  readonly why: string;
}

const same = (resource: string): string => resource;
const anything = (): string => '*';

/** Of MiniStack 1.5.33, which makes the action of the name of the operation, and the resource of a field of the request. */
const ASKED_BEYOND_AWS: readonly AskedPermission[] = [
  {
    aws: 'sqs:SendMessage',
    asks: 'sqs:SendMessageBatch',
    on: same,
    why: 'AWS has no such action: a batch takes the permission to send one.',
  },
  {
    aws: 'states:SendTaskSuccess',
    asks: 'states:SendTaskSuccess',
    on: anything,
    why: 'The request holds a token and names no machine. AWS looks for the machine of the token, MiniStack does not.',
  },
  {
    aws: 'states:SendTaskFailure',
    asks: 'states:SendTaskFailure',
    on: anything,
    why: 'As for SendTaskSuccess.',
  },
  {
    aws: 'scheduler:CreateSchedule',
    asks: 'scheduler:CreateSchedule',
    on: (resource) => resource.replace(/:schedule\/[^/]+\//, ':schedule/default/'),
    why: 'MiniStack checks every schedule as one of the group "default", whatever group the request names.',
  },
  {
    aws: 'ses:SendRawEmail',
    asks: 'ses:SendRawEmail',
    on: anything,
    why: 'The identity is that of the sender in the request. MiniStack looks for a field Identity, which it does not have.',
  },
  {
    aws: 'secretsmanager:GetSecretValue',
    asks: 'secretsmanager:GetSecretValue',
    on: (resource) =>
      resource.startsWith('arn:') ? resource : `arn:aws:secretsmanager:*:*:secret:${resource}-*`,
    why: 'Ref of a secret is its ARN, in MiniStack its name: the policy of the template then allows nothing.',
  },
];

const POLICY_NAME = 'asked-by-the-emulator';

const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const policySchema = z.object({
  Statement: z
    .union([z.unknown(), z.array(z.unknown())])
    .transform((value) => [value].flat())
    .pipe(z.array(z.looseObject({ Effect: z.string(), Action: list.optional(), Resource: list.optional() }))),
});

interface Statement {
  readonly Effect: 'Allow';
  readonly Action: string;
  readonly Resource: readonly string[];
}

/** What an emulator asks of a role beyond the policies that it has. */
export function askedBeyond(policies: readonly unknown[]): Statement[] {
  const allowed = policies
    .flatMap((policy) => policySchema.parse(policy).Statement)
    .filter(({ Effect }) => Effect === 'Allow');
  return ASKED_BEYOND_AWS.flatMap(({ aws, asks, on }) => {
    const resources = allowed
      .filter(({ Action = [] }) => Action.includes(aws))
      .flatMap(({ Resource = [] }) => Resource.map(on));
    return resources.length === 0
      ? []
      : [{ Effect: 'Allow', Action: asks, Resource: [...new Set(resources)] }];
  });
}

/**
 * Gives the roles of the stacks, as they are deployed, what the emulator asks for. The templates know nothing of it.
 * @returns how many roles were given each action
 */
export async function giveAskedPermissions(region: string): Promise<Readonly<Record<string, number>>> {
  const iam = new IAMClient({ region });
  const given: Record<string, number> = {};
  for (const RoleName of await rolesOf(region)) {
    const statements = askedBeyond(await policiesOf(iam, RoleName));
    if (statements.length === 0) continue;
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: POLICY_NAME, PolicyDocument }));
    for (const { Action } of statements) given[Action] = (given[Action] ?? 0) + 1;
  }
  return given;
}

async function rolesOf(region: string): Promise<string[]> {
  const client = new CloudFormationClient({ region });
  const roles: string[] = [];
  for (const StackName of DEPLOYMENT.stacks) {
    for await (const { StackResourceSummaries = [] } of paginateListStackResources(
      { client },
      { StackName },
    )) {
      for (const { ResourceType, PhysicalResourceId } of StackResourceSummaries) {
        if (ResourceType === 'AWS::IAM::Role' && PhysicalResourceId) roles.push(PhysicalResourceId);
      }
    }
  }
  return roles;
}

async function policiesOf(client: IAMClient, RoleName: string): Promise<unknown[]> {
  const policies: unknown[] = [];
  for await (const { PolicyNames = [] } of paginateListRolePolicies({ client }, { RoleName })) {
    for (const PolicyName of PolicyNames.filter((name) => name !== POLICY_NAME)) {
      const { PolicyDocument = '' } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      policies.push(JSON.parse(decodeURIComponent(PolicyDocument)));
    }
  }
  return policies;
}
