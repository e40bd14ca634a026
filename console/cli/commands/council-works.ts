import * as z from 'zod';
import { listField, statusOperation } from '../../../shared/seats/contract/seat.ts';
import { statusSchema, type WorkView } from '../../../shared/seats/contract/work.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { resultLines } from '../result-text.ts';
import { operationNamed, operationOf, seatField, seatNamed } from '../seat-fields.ts';
import { renderWork, renderWorks } from '../seat-text.ts';

export const councilWorks = defineCommand({
  name: 'council works',
  summary: 'What a seat has made: a list, or one of it with what it rests on',
  details:
    '"rex council show SEAT" names the lists. The newest works of a kind that has none are shown by its name, such as analysis.',
  examples: [
    'rex council works seer list-predictions',
    'rex council works seer list-predictions --state scored --json',
    'rex council works seer list-predictions --id pr_01jd8w5gk3q4v6x8z0a2c4e6g8',
  ],
  positionals: ['seat', 'list'],
  input: z.strictObject({
    seat: seatField,
    list: value('LIST', z.string(), 'Such as list-predictions'),
    id: value('ID', z.string().optional(), 'Show this one'),
    state: value('STATE', z.string().optional(), 'Only those in this state'),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Where an earlier list has ended'),
  }),
  async run(context, { seat: name, list, id, ...query }) {
    const of = seatNamed(name);
    const connection = await connect(context);
    if (list in of.seat.kinds && !Object.values(of.seat.lists).some(({ kind }) => kind === list)) {
      const status = of.routes[statusOperation(of.seat)];
      if (!status) throw new Error(`The ${of.seat.title} has no status.`);
      const { unlisted } = statusSchema.parse(await call(connection, status, {}));
      const json = unlisted.filter(({ kind, id: own }) => kind === list && (id === undefined || own === id));
      const [one] = json;
      return { json, text: id !== undefined && one ? renderWork(one) : renderWorks(json) };
    }
    if (operationOf(of.seat.looks, list) !== undefined) {
      const { route } = operationNamed(of, of.seat.looks, list);
      const json = await call(connection, route, {});
      return { json, text: resultLines(json) };
    }
    const { row, route } = operationNamed(of, of.seat.lists, list);
    if (id !== undefined) {
      const one = row.one && of.routes[row.one.operationId];
      if (one && row.one) {
        const asked = { params: { [row.one.id]: id } };
        const json = (await call(connection, one, asked)) as WorkView;
        return { json, text: renderWork(json) };
      }
    }
    const page = { query };
    const json = (await call(connection, route, page)) as Record<string, unknown>;
    const works = json[listField(row)] as WorkView[];
    const wanted = id === undefined ? works : works.filter((work) => work.id === id);
    const [first] = wanted;
    const text = id !== undefined && first ? renderWork(first) : renderWorks(wanted);
    return { json, text: text + moreHint(json['cursor'] as string | null) };
  },
});
