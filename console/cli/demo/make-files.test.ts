import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeDemoFiles } from './make-files.ts';

const AS_OF = '2026-11-02';
const leadRow = z.object({ lead_id: z.string(), email: z.string(), consent: z.string(), notes: z.string() });
const orderRow = z.object({
  lead_id: z.string(),
  ordered_at: z.string(),
  items: z.string(),
  amount_usd: z.string(),
});

function make(count: number, seed: number) {
  const files = makeDemoFiles({ count, seed, asOf: AS_OF });
  const read = (text: string): unknown => parse(text, { columns: true, bom: true });
  return {
    files,
    leads: z.array(leadRow).parse(read(files.leads)),
    orders: z.array(orderRow).parse(read(files.orders)),
  };
}

describe('the made-up leads', () => {
  const { files, leads, orders } = make(2000, 1);

  it('are the same for the same seed, and different for another', () => {
    expect(make(50, 7).files).toEqual(make(50, 7).files);
    expect(make(50, 7).files.leads).not.toBe(make(50, 8).files.leads);
  });

  it('have the requested number, and the mess of real lists', () => {
    expect(new Set(leads.map(({ lead_id }) => lead_id)).size).toBe(2000);
    expect(leads.length).toBeGreaterThan(2050);
    expect(files.leads.startsWith('\ufefflead_id')).toBe(true);
    expect(files.leads).toContain('\r\n');
    const some = (test: (lead: (typeof leads)[number]) => boolean) => leads.filter(test).length;
    expect(some(({ email }) => email === '')).toBeGreaterThan(5);
    expect(some(({ email }) => !/^\s*[^@\s]+@[^@\s]+\s*$/.test(email) && email !== '')).toBeGreaterThan(15);
    expect(some(({ consent }) => consent === 'unsubscribed')).toBeGreaterThan(20);
    expect(some(({ notes }) => notes.startsWith('='))).toBeGreaterThan(0);
    expect(some(({ notes }) => notes.startsWith('Ignore all'))).toBeGreaterThan(0);
  });

  it('have addresses that can never reach anybody', () => {
    const domains = leads.map(({ email }) => email.trim().toLowerCase().split('@').at(-1) ?? '');
    const foreign = domains.filter((domain) => domain.includes('.') && !domain.endsWith('.example'));
    expect(foreign).toEqual([]);
  });

  it('buy as customers do: most once, a few often, none after the as-of date', () => {
    const perLead = new Map<string, number>();
    for (const { lead_id } of orders) perLead.set(lead_id, (perLead.get(lead_id) ?? 0) + 1);
    const once = [...perLead.values()].filter((n) => n === 1).length / perLead.size;
    expect(once).toBeGreaterThan(0.35);
    expect(once).toBeLessThan(0.75);
    expect(Math.max(...perLead.values())).toBeGreaterThan(10);
    expect(orders.every(({ ordered_at }) => ordered_at <= AS_OF && ordered_at > '2025-04-30')).toBe(true);
    const amounts = orders.map(({ amount_usd }) => Number(amount_usd));
    const mean = amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length;
    expect(mean).toBeGreaterThan(20);
    expect(mean).toBeLessThan(60);
  });
});
