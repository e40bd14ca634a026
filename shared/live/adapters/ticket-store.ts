import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { ROLES, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { parseRecord, type RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { Identity } from '../../platform/app/token-verifier.ts';
import type { TicketStore } from '../app/ports/tickets.ts';
import { ticketKey } from './keys.ts';

const ticketSchema = z.object({
  workspace: workspaceIdSchema,
  role: readUnknownAs(z.enum(ROLES), 'viewer'),
  subject: z.string().min(1),
  expiresAt: z.number(),
});

export class DynamoTicketStore implements TicketStore {
  private readonly records: RecordTable;
  private readonly clock: Clock;

  constructor(records: RecordTable, clock: Clock) {
    this.records = records;
    this.clock = clock;
  }

  add(workspace: string, ticketHash: string, identity: Identity, expiresAt: Date): Promise<void> {
    const seconds = Math.floor(expiresAt.getTime() / 1000);
    return this.records.put(ticketKey(workspace, ticketHash), { ...identity, expiresAt: seconds }, 'absent');
  }

  /** A ticket is used by deleting it, so it is valid once: of two simultaneous uses, one deletes it. */
  async take(workspace: string, ticketHash: string): Promise<Identity | undefined> {
    try {
      const { Attributes } = await this.records.client.send(
        new DeleteCommand({
          TableName: this.records.name,
          Key: { ...ticketKey(workspace, ticketHash) },
          ConditionExpression: 'attribute_exists(pk)',
          ReturnValues: 'ALL_OLD',
        }),
      );
      const { expiresAt, ...identity } = parseRecord(
        ticketSchema,
        Attributes,
        ticketKey(workspace, ticketHash),
      );
      return expiresAt * 1000 > this.clock.now().getTime() ? identity : undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }
}
