import * as z from 'zod';
import { statusOperation } from '../../../shared/seats/contract/seat.ts';
import { statusSchema } from '../../../shared/seats/contract/work.ts';
import { actFields } from '../act-fields.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { operationNamed, seatField, seatNamed } from '../seat-fields.ts';
import { renderSeat } from '../seat-text.ts';

export const councilShow = defineCommand({
  name: 'council show',
  summary:
    'One seat: its figures, what it can do, what it has made; or the fields of one thing that it may be asked',
  examples: ['rex council show seer', 'rex council show seer predict-trend', 'rex council show seer --json'],
  positionals: ['seat', 'act'],
  input: z.strictObject({
    seat: seatField,
    act: value('ACT', z.string().optional(), 'Such as predict-trend: its fields are listed'),
  }),
  async run(context, { seat: name, act }) {
    const of = seatNamed(name);
    const { seat, routes } = of;
    if (act !== undefined) {
      const { operation, row } = operationNamed(of, seat.acts, act);
      const { summary, roles, input } = row;
      const json = {
        operation,
        summary,
        roles,
        input: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
      };
      const named = row.of === undefined ? '' : '\nIt changes a work: --id names it.';
      return { json, text: `${summary}${named}\n\n${actFields(input)}` };
    }
    const route = routes[statusOperation(seat)];
    if (!route) throw new Error(`The ${seat.title} has no status.`);
    const json = statusSchema.parse(await call(await connect(context), route, {}));
    return { json, text: renderSeat(seat, json) };
  },
});
