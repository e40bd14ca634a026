// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its placeholders so.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAssembly } from './assembly.ts';
import { resolveResources } from './resolve.ts';

const ADDRESSES = {
  awsEndpoint: 'http://aws',
  httpUrl: 'http://api',
  wsUrl: 'ws://api',
  issuer: 'http://issuer',
};
const QUEUE = { Type: 'AWS::SQS::Queue', Properties: {} };

/** Resolves stacks, and gives the resources by their logical ids. */
function resolve(stacks: Record<string, unknown>) {
  const folder = mkdtempSync(join(tmpdir(), 'templates-'));
  for (const [name, stack] of Object.entries(stacks)) {
    writeFileSync(join(folder, `${name}.template.json`), JSON.stringify(stack));
  }
  return new Map(resolveResources(readAssembly(folder), ADDRESSES).map((each) => [each.logicalId, each]));
}
/** What a property of a bucket becomes, in a stack with a queue. */
const resolved = (value: unknown, more: Record<string, unknown> = {}) =>
  resolve({
    s: { Resources: { Q: QUEUE, B: { Type: 'AWS::S3::Bucket', Properties: { Value: value } } }, ...more },
  }).get('B')?.properties['Value'];

describe('intrinsic functions', () => {
  it.each([
    ['Ref of a queue', { Ref: 'Q' }, 'http://aws/000000000000/s-Q'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Q', 'Arn'] }, 'arn:aws:sqs:us-east-1:000000000000:s-Q'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::AccountId' }]] }, 'a-000000000000'],
    ['Fn::Sub', { 'Fn::Sub': '${AWS::Partition}/${Q.QueueName}/${!literal}' }, 'aws/s-Q/${!literal}'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${x}', { x: { Ref: 'AWS::StackName' } }] }, 's'],
    ['Fn::Select and Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
    ['nested objects', [{ a: { Ref: 'AWS::Region' } }], [{ a: 'us-east-1' }]],
    ['an API address', 'https://abc.execute-api.us-east-1.amazonaws.com/x', 'http://api/x'],
    ['an issuer', 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab1', 'http://issuer'],
  ])('%s', (_, value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  it('follows conditions, and drops AWS::NoValue', () => {
    const Conditions = {
      Here: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
      Not: { 'Fn::Not': [{ Condition: 'Here' }] },
    };
    expect(resolved({ 'Fn::If': ['Here', 'yes', 'no'] }, { Conditions })).toBe('yes');
    expect(resolved({ a: { 'Fn::If': ['Not', 'yes', { Ref: 'AWS::NoValue' }] } }, { Conditions })).toEqual(
      {},
    );
    const left = resolve({ s: { Conditions, Resources: { Q: { ...QUEUE, Condition: 'Not' } } } });
    expect(left.size).toBe(0);
  });

  it('follows exports of other stacks, in any order', () => {
    const importing = {
      Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { Value: { 'Fn::ImportValue': 'x:Q' } } } },
    };
    const exporting = {
      Resources: { Q: QUEUE },
      Outputs: { O: { Value: { 'Fn::GetAtt': ['Q', 'Arn'] }, Export: { Name: 'x:Q' } } },
    };
    const found = resolve({ a: importing, b: exporting });
    expect(found.get('B')?.properties['Value']).toBe('arn:aws:sqs:us-east-1:000000000000:b-Q');
  });

  it('sends posts to WebSocket connections to the AWS endpoint', () => {
    const Sockets = { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'WEBSOCKET' } };
    const Value = {
      'Fn::Join': ['', ['https://', { Ref: 'Sockets' }, '.execute-api.us-east-1.amazonaws.com/live']],
    };
    const url = { 'Fn::GetAtt': ['Sockets', 'ApiEndpoint'] };
    const found = resolve({
      s: { Resources: { Sockets, B: { Type: 'AWS::S3::Bucket', Properties: { Value, url } } } },
    });
    expect(found.get('B')?.properties).toEqual({ Value: 'http://aws/live', url: 'ws://api' });
  });

  it('stops at types that it does not know, naming all of them, and skips those without a local meaning', () => {
    const Resources = {
      Group: { Type: 'AWS::Logs::LogGroup' },
      One: { Type: 'AWS::Kinesis::Stream' },
      Two: { Type: 'AWS::EC2::VPC' },
    };
    expect(() => resolve({ s: { Resources } })).toThrow(
      /s\/One \(AWS::Kinesis::Stream\), s\/Two \(AWS::EC2::VPC\)/,
    );
    expect(resolve({ s: { Resources: { Group: Resources.Group } } }).size).toBe(0);
  });
});
