import { describe, expect, it } from 'vitest';
import { meanwhile } from '../../../test/memory/meanwhile.ts';
import { openRex } from '../../../test/memory/rex.ts';
import { MINUTE } from '../../kernel/clock.ts';
import { giveTicket, takeTicket } from './give-ticket.ts';

const ANN = { workspace: 'acme', role: 'viewer', subject: 'ann' } as const;

describe('a ticket', () => {
  it('opens the WebSocket once, as whoever asked for it', async () => {
    const { ports } = openRex();
    const { ticket, expiresAt } = await giveTicket(ports, ANN);
    expect(expiresAt).toBe('2026-03-05T12:01:00.000Z');
    expect(await takeTicket(ports.tickets, ticket)).toEqual(ANN);
    expect(await takeTicket(ports.tickets, ticket)).toBeUndefined();
  });

  it('is good for a minute', async () => {
    const rex = openRex();
    const [early, late] = [await giveTicket(rex.ports, ANN), await giveTicket(rex.ports, ANN)];
    rex.pass(MINUTE - 1);
    expect(await takeTicket(rex.ports.tickets, early.ticket)).toEqual(ANN);
    rex.pass(1);
    expect(await takeTicket(rex.ports.tickets, late.ticket)).toBeUndefined();
  });

  it('is stored nowhere: its hash is', async () => {
    const rex = openRex();
    const { ticket } = await giveTicket(rex.ports, ANN);
    const stored = JSON.stringify(rex.records());
    expect(stored).toContain('ann');
    // The secret has underscores of its own.
    expect(stored).not.toContain(ticket.split('_').slice(2).join('_'));
  });

  it('of another workspace, of another secret, or of another form opens nothing', async () => {
    const { ports } = openRex();
    const { ticket } = await giveTicket(ports, ANN);
    const last = ticket.endsWith('A') ? 'B' : 'A';
    for (const shown of [
      ticket.replace('acme', 'beta'),
      `${ticket.slice(0, -1)}${last}`,
      'tkt_acme_x',
      '',
      `${ticket}x`,
    ])
      expect(await takeTicket(ports.tickets, shown)).toBeUndefined();
    expect(await takeTicket(ports.tickets, ticket), 'is still good').toEqual(ANN);
  });

  it('lets in one of two who show it at the same moment', async () => {
    const { ports } = openRex();
    const { ticket } = await giveTicket(ports, ANN);
    let other: unknown;
    const tickets = meanwhile(ports.tickets, 'take', async () => {
      other = await takeTicket(ports.tickets, ticket);
    });
    expect(await takeTicket(tickets, ticket)).toEqual(ANN);
    expect(other).toBeUndefined();
  });
});
