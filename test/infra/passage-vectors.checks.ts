import { describe, expect, it } from 'vitest';
import type { Synthesis } from './synthesis.ts';

const SEARCH = ['s3vectors:GetVectors', 's3vectors:QueryVectors'];
const PUBLISH = ['s3vectors:DeleteVectors', 's3vectors:PutVectors'];
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'consumers-knowledge': PUBLISH,
  'consumers-tasks': SEARCH,
  'http-knowledge': SEARCH,
  'http-seer': SEARCH,
  'steps-mission-run-step': SEARCH,
};

/** @param chosen with `knowledgeEngine=s3vectors` and 3 dimensions */
export function checkPassageVectors(chosen: Synthesis, without: Synthesis): void {
  const allowedIn = ({ ofType }: Synthesis) => {
    const functions = ofType('AWS::Lambda::Function').filter(({ properties }) => properties.FunctionName);
    return functions.flatMap(({ stack, properties }) => {
      const role = properties.Role['Fn::GetAtt'][0];
      const statements = ofType('AWS::IAM::Policy')
        .filter((policy) => policy.stack === stack && policy.properties.Roles[0].Ref === role)
        .flatMap((policy) => policy.properties.PolicyDocument.Statement)
        .filter(({ Action }) => JSON.stringify(Action).includes('s3vectors:'));
      const { KNOWLEDGE_INDEX_ARN: arn, KNOWLEDGE_DIMENSIONS: dimensions } =
        properties.Environment?.Variables ?? {};
      return statements.length === 0 && arn === undefined
        ? []
        : [{ name: String(properties.FunctionName).slice('rex-'.length), statements, arn, dimensions }];
    });
  };

  describe('passages in S3 Vectors', () => {
    it('are in one encrypted index of stems that outlives the stack', () => {
      const [bucket] = chosen.ofType('AWS::S3Vectors::VectorBucket');
      const [index] = chosen.ofType('AWS::S3Vectors::Index');
      expect(bucket).toMatchObject({
        deletionPolicy: 'Retain',
        properties: { EncryptionConfiguration: { SseType: 'AES256' } },
      });
      expect(index).toMatchObject({
        deletionPolicy: 'Retain',
        properties: {
          IndexName: 'passages-3',
          DataType: 'float32',
          Dimension: 3,
          DistanceMetric: 'cosine',
          MetadataConfiguration: {
            NonFilterableMetadataKeys: ['terms'],
            TextSearchConfigurations: [{ MetadataKey: 'terms' }],
          },
          VectorBucketName: bucket?.properties.VectorBucketName,
        },
      });
    });

    it('are searched and published by those that do, in this index and no other', () => {
      const allowed = allowedIn(chosen);
      expect(
        Object.fromEntries(
          allowed.map(({ name, statements }) => [name, statements.flatMap(({ Action }) => Action).sort()]),
        ),
      ).toEqual(ALLOWED);
      for (const { statements, arn, dimensions } of allowed) {
        expect(dimensions).toBe('3');
        expect(JSON.stringify(arn)).toMatch(/:s3vectors:.*:bucket\/rex-passages-.*\/index\/passages-3"/);
        for (const { Resource } of statements) expect(Resource).toEqual(arn);
      }
    });

    it('are not there unless they are chosen', () => {
      expect(without.ofType('AWS::S3Vectors::VectorBucket')).toEqual([]);
      expect(without.ofType('AWS::S3Vectors::Index')).toEqual([]);
      expect(allowedIn(without)).toEqual([]);
    });
  });
}
