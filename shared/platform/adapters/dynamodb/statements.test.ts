import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { RexError } from '../../../kernel/errors.ts';
import { writeEach } from './statements.ts';

/** A database that answers so, one batch after the other. */
function answering(...codes: (string | undefined)[][]) {
  const asked: unknown[][] = [];
  const client = {
    send: async ({ input }: { input: { Statements: { Parameters: unknown[] }[] } }) => {
      asked.push(input.Statements.flatMap(({ Parameters }) => Parameters));
      const Responses = (codes.shift() ?? []).map((Code) =>
        Code ? { Error: { Code, Message: 'why' } } : {},
      );
      return { Responses };
    },
  };
  return { asked, client: client as unknown as DynamoDBDocumentClient };
}
const statements = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ Statement: 'UPDATE', Parameters: [n] }));

describe('writes in one request', () => {
  it('stand and fail alone: what passes is tried again by itself, and a guard that failed is told', async () => {
    const { asked, client } = answering(
      [undefined, 'ThrottlingError', 'ConditionalCheckFailed', 'TransactionConflict'],
      [undefined, 'DuplicateItem'],
    );
    expect(await writeEach(client, statements(4))).toEqual([undefined, undefined, 'guard', 'guard']);
    expect(asked).toEqual([
      [0, 1, 2, 3],
      [1, 3],
    ]);
  });

  it('of which one is refused for another reason are told of each', async () => {
    const { client } = answering(['ValidationError', undefined]);
    const [refused, written] = await writeEach(client, statements(2));
    expect(refused).toBeInstanceOf(RexError);
    expect(refused).toMatchObject({ code: 'INTERNAL' });
    expect(written).toBeUndefined();
  });

  it('are so many requests as DynamoDB takes statements', async () => {
    const { asked, client } = answering();
    expect(await writeEach(client, statements(60))).toEqual(statements(60).map(() => undefined));
    expect(asked.map(({ length }) => length).toSorted()).toEqual([10, 25, 25]);
  });
});
