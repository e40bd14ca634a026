import * as z from 'zod';
import { statusOperation } from '../../../shared/seats/contract/seat.ts';
import { statusSchema } from '../../../shared/seats/contract/work.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { seatField, seatNamed } from '../seat-fields.ts';
import { renderSeat } from '../seat-text.ts';

export const councilShow = defineCommand({
  name: 'council show',
  summary: 'One seat: its figures, what it can do, and what it has made',
  examples: ['rex council show seer', 'rex council show seer --json'],
  positionals: ['seat'],
  input: z.strictObject({ seat: seatField }),
  async run(context, { seat: name }) {
    const { seat, routes } = seatNamed(name);
    const route = routes[statusOperation(seat)];
    if (!route) throw new Error(`The ${seat.title} has no status.`);
    const json = statusSchema.parse(await call(await connect(context), route, {}));
    return { json, text: renderSeat(seat, json) };
  },
});
