import { describe, expect, it } from 'vitest';
import { splitList } from './split-list.ts';

describe('a suppression list', () => {
  it('is split at its rows, with the header in each part and the numbers of the rows', () => {
    const parts = splitList('email,reason\na@x.example,"two\nlines"\nb@x.example,\nc@x.example,\n', 45);
    expect(parts).toEqual([
      { content: 'email,reason\na@x.example,"two\nlines"\n', firstRow: 2 },
      { content: 'email,reason\nb@x.example,\nc@x.example,\n', firstRow: 3 },
    ]);
  });

  it('without a header is split into its rows only', () => {
    expect(splitList('\ufeffa@x.example,BOUNCE\nb@x.example,BOUNCE', 20)).toEqual([
      { content: 'a@x.example,BOUNCE\n', firstRow: 1 },
      { content: 'b@x.example,BOUNCE', firstRow: 2 },
    ]);
    expect(splitList('', 20)).toEqual([]);
  });

  it('of SES in JSON is split into its items', () => {
    const items = [{ EmailAddress: 'a@x.example' }, { EmailAddress: 'b@x.example' }];
    expect(splitList(JSON.stringify({ SuppressedDestinationSummaries: items }, null, 2), 40)).toEqual([
      { content: '{"EmailAddress":"a@x.example"}\n', firstRow: 1 },
      { content: '{"EmailAddress":"b@x.example"}\n', firstRow: 2 },
    ]);
    expect(splitList('{"email":"a@x.example"}\n{"email":"b@x.example"}\n', 99)).toHaveLength(1);
  });
});
