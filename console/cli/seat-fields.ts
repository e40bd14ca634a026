import * as z from 'zod';
import type { JsonRoute } from '../../shared/kernel/contract/request.ts';
import { SEATS } from '../../shared/lords/registry.ts';
import { type Seat, seatRoutes } from '../../shared/seats/contract/seat.ts';
import { usageError } from './cli-error.ts';
import { value } from './command.ts';

export const seatField = value(
  'SEAT',
  z.enum(SEATS.map(({ name }) => name)),
  `One of ${SEATS.map(({ name }) => name).join(', ')}`,
);

export function seatNamed(name: string): { readonly seat: Seat; readonly routes: Record<string, JsonRoute> } {
  const seat = SEATS.find((each) => each.name === name);
  if (!seat) throw usageError(`There is no seat ${name}.`);
  return { seat, routes: seatRoutes(seat) };
}

/** As it is typed: `predict-trend` is the operation predictTrend. */
export const typed = (operation: string): string =>
  operation.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The operation that is meant, as it is named or as it is typed. */
export const operationOf = (of: Readonly<Record<string, unknown>>, asked: string): string | undefined =>
  Object.keys(of).find((operation) => asked === operation || asked === typed(operation));

/** The operation with its route. @throws CliError of code USAGE, which lists what there is */
export function operationNamed<T>(
  { seat, routes }: ReturnType<typeof seatNamed>,
  of: Readonly<Record<string, T>>,
  asked: string,
): { readonly operation: string; readonly row: T; readonly route: JsonRoute } {
  const operation = operationOf(of, asked);
  const row = operation === undefined ? undefined : of[operation];
  const route = operation === undefined ? undefined : routes[operation];
  if (operation !== undefined && row && route) return { operation, row, route };
  const names = Object.keys(of).map(typed).join(', ');
  throw usageError(`The ${seat.title} has no ${asked}. It has ${names || 'nothing of that kind'}.`);
}
