// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policies write their variables so.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { decide, mayAssume } from './decide.ts';
import type { Policies } from './policies.ts';
import { compilePolicy, type Principal, type Statement } from './policy.ts';

const ROLE = 'arn:aws:iam::000000000000:role/app';
const role: Principal = {
  kind: 'role',
  roleArn: ROLE,
  sessionArn: 'arn:aws:sts::000000000000:assumed-role/app/fn',
};
const sns: Principal = { kind: 'service', service: 'sns.amazonaws.com' };

const policiesOf = (
  statements: readonly Statement[],
  resources: Policies['resources'] = new Map(),
): Policies => ({ roles: new Map([[ROLE, { arn: ROLE, name: 'app', trust: [], statements }]]), resources });
const allows = (statement: object, action: string, resource: string, context = {}): boolean =>
  decide(policiesOf(compilePolicy({ Statement: statement })), role, { action, resource }, context).allowed;

/**
 * Random policies and requests, with what @cloud-copilot/iam-simulate 0.1.173 decided of them (2026-11-27). It is not
 * asked here: one decision takes it 4 ms, and its license (AGPL-3.0) is not for a part of Rex.
 */
const decisions = z
  .array(
    z.object({
      principal: z.enum(['role', 'service']),
      action: z.string(),
      resource: z.string(),
      context: z.record(z.string(), z.string()),
      identity: z.array(z.unknown()).default([]),
      resource_policy: z.array(z.unknown()).optional(),
      allowed: z.boolean(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('./decisions.json', import.meta.url), 'utf8')));

describe('decisions', () => {
  it('agree with an independent policy simulator', () => {
    expect(new Set(decisions.map(({ allowed }) => allowed)).size).toBe(2);
    for (const each of decisions) {
      const { action, resource } = each;
      const owner = /^(arn:aws:s3:::[^/]+)\//.exec(resource)?.[1] ?? resource;
      const owned = each.resource_policy && compilePolicy({ Statement: each.resource_policy });
      const policies = policiesOf(
        each.identity.length > 0 ? compilePolicy({ Statement: each.identity }) : [],
        new Map(owned ? [[owner, owned]] : []),
      );
      const context = Object.fromEntries(
        Object.entries(each.context).map(([key, value]) => [key.toLowerCase(), value]),
      );
      const { allowed } = decide(
        policies,
        each.principal === 'role' ? role : sns,
        { action, resource },
        context,
      );
      expect([allowed, each]).toEqual([each.allowed, each]);
    }
  });

  it('distinguish an index from its table and an object from its bucket, and ignore the case of actions', () => {
    const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/t';
    const query = { Effect: 'Allow', Action: 'dynamodb:query', Resource: table };
    expect(allows(query, 'dynamodb:Query', table)).toBe(true);
    expect(allows(query, 'dynamodb:Query', `${table}/index/timeline`)).toBe(false);
    const objects = { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::b/uploads/*' };
    expect(allows(objects, 's3:GetObject', 'arn:aws:s3:::b/uploads/x')).toBe(true);
    expect(allows(objects, 's3:ListBucket', 'arn:aws:s3:::b')).toBe(false);
  });

  it('compare sets of values with ForAllValues and ForAnyValue', () => {
    const to = (operator: string) => ({
      Effect: 'Allow',
      Action: 'ses:SendRawEmail',
      Resource: '*',
      Condition: { [operator]: { 'ses:Recipients': ['*@acme.example', '*@acme.test'] } },
    });
    const send = (operator: string, recipients: readonly string[]) =>
      allows(to(operator), 'ses:SendRawEmail', 'x', { 'ses:recipients': recipients });
    const mixed = ['a@acme.example', 'b@other.example'];
    expect(send('ForAllValues:StringLike', mixed)).toBe(false);
    expect(send('ForAnyValue:StringLike', mixed)).toBe(true);
    expect(send('ForAllValues:StringLike', ['a@acme.example', 'b@acme.test'])).toBe(true);
    expect(send('ForAnyValue:StringLike', ['b@other.example'])).toBe(false);
  });

  it('fill in policy variables, and match nothing without a value', () => {
    const own = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/${aws:PrincipalArn}/*' };
    const key = `arn:aws:s3:::b/${ROLE}/x`;
    expect(allows(own, 's3:GetObject', key, { 'aws:principalarn': ROLE })).toBe(true);
    expect(allows(own, 's3:GetObject', key)).toBe(false);
  });

  it('let only trusted services assume a role', () => {
    const trust = compilePolicy({
      Statement: {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } },
      },
    });
    const ours = { 'aws:sourceaccount': '000000000000' };
    expect(mayAssume(trust, 'scheduler.amazonaws.com', ours)).toBe(true);
    expect(mayAssume(trust, 'lambda.amazonaws.com', ours)).toBe(false);
    expect(mayAssume(trust, 'scheduler.amazonaws.com', { 'aws:sourceaccount': '1' })).toBe(false);
  });

  it.each([
    ['an unknown operator', { Condition: { StringMatches: { 'aws:SourceArn': 'x' } } }, /StringMatches/],
    ['an unknown key', { Condition: { StringEquals: { 'aws:Weather': 'x' } } }, /aws:Weather/],
    ['a field that is none', { Ressource: '*' }, /Ressource/],
  ])('refuse %s when they are compiled', (_, more, words) => {
    const compile = () => compilePolicy({ Statement: { Effect: 'Deny', Action: '*', ...more } });
    expect(compile).toThrow(words);
  });
});
