import { describe, expect, it } from 'vitest';
import { leadQueues } from './messages.ts';

const { message: schema } = leadQueues.imports;

const IMPORT = `i_${'0'.repeat(26)}`;

const notice = (key: string, eventName = 'ObjectCreated:Post') => ({
  Records: [{ eventVersion: '2.1', eventName, s3: { bucket: { name: 'b' }, object: { key, size: 1 } } }],
});

describe('what arrives on the imports queue', () => {
  it('is the notice of an upload', () => {
    expect(schema.parse(notice(`uploads%2Facme/${IMPORT}.csv`))).toEqual([
      { kind: 'start', workspace: 'acme', importId: IMPORT },
    ]);
  });

  it('is nothing to do for a file that is no import, for a removed file and for the test of S3', () => {
    expect(schema.parse(notice('uploads/acme/other+file.csv'))).toEqual([]);
    expect(schema.parse(notice(`uploads/acme/${IMPORT}.csv`, 'ObjectRemoved:Delete'))).toEqual([]);
    expect(schema.parse({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'b' })).toEqual([]);
  });

  it('is a message of our own', () => {
    const chunk = { kind: 'chunk', workspace: 'acme', importId: IMPORT, chunk: 3 };
    expect(schema.parse(chunk)).toEqual([chunk]);
  });

  it('is refused when it is anything else', () => {
    expect(schema.safeParse({ kind: 'chunk', workspace: 'acme' }).success).toBe(false);
  });
});
