import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { Activity } from '../activity.ts';
import type { Calendars } from '../calendar/calendars.ts';
import { type Faults, faultRule } from '../faults.ts';
import type { Iam } from '../iam/iam.ts';
import type { Meter } from '../meter/meter.ts';
import { readBody, sendJson } from '../net.ts';
import type { People } from '../people/people.ts';
import { peopleProfile } from '../people/profile.ts';
import { purchasesRequest } from '../people/purchases.ts';
import { refusalOf } from '../same-machine.ts';
import type { TimeTravel } from '../time-travel.ts';
import { inboundText, type Twilio } from '../twilio/twilio.ts';
import { type Issuer, tokenRequest } from './issuer.ts';

export interface ControlServices {
  readonly status: () => Record<string, unknown>;
  readonly timeTravel: TimeTravel;
  readonly activity: Activity;
  readonly meter: Meter;
  readonly faults: Faults;
  readonly iam: Pick<Iam, 'report'>;
  readonly issuer: Issuer;
  readonly twilio: Twilio;
  readonly calendars: Calendars;
  readonly people: Pick<People, 'purchases' | 'profile' | 'behave'>;
}

const YEAR_MS = 366 * 24 * 3600 * 1000;
const advance = z.object({ advanceMs: z.number().min(0).max(YEAR_MS) });
const visitRequest = z.object({ link: z.string(), email: z.string() });
const callOffRequest = z.object({ id: z.string(), reason: z.string() });
const runUntilIdle = z.object({ maxMs: z.number().min(0).max(YEAR_MS).default(YEAR_MS) });
const faults = z.object({ rules: z.array(faultRule) });
/** What forms of the console are made of. */
const SCHEMAS = {
  faults: z.toJSONSchema(faults, { io: 'input' }),
  people: z.toJSONSchema(peopleProfile, { io: 'input' }),
};

type Operation = (body: unknown, services: ControlServices) => Promise<unknown> | unknown;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET /_local/status': (_, { status }) => status(),
  'GET /_local/usage': (_, { meter }) => meter.snapshot(),
  'GET /_local/permissions': (_, { iam }) => iam.report(),
  'GET /_local/faults': (_, services) => ({ rules: services.faults.list() }),
  'POST /_local/faults': (body, services) => {
    services.faults.set(faults.parse(body).rules);
    return { rules: services.faults.list() };
  },
  'POST /_local/time': async (body, { timeTravel, status }) => {
    await timeTravel.advance(advance.parse(body).advanceMs);
    return { now: status()['now'] };
  },
  'POST /_local/idle': async (_, { activity, status }) => {
    await activity.whenIdle();
    return status();
  },
  'POST /_local/run-until-idle': (body, { timeTravel }) =>
    timeTravel.runUntilIdle(runUntilIdle.parse(body).maxMs),
  'GET /_local/texts': (_, { twilio }) => ({ texts: twilio.list() }),
  'POST /_local/texts': (body, { twilio }) => twilio.receive(inboundText.parse(body)),
  'GET /_local/bookings': (_, { calendars }) => ({
    bookings: [...calendars.list('calendly'), ...calendars.list('calcom')],
  }),
  'POST /_local/bookings': (body, { calendars }) => {
    const { link, email } = visitRequest.parse(body);
    return { booked: calendars.visit(link, email) };
  },
  'POST /_local/bookings/call-off': (body, { calendars }) => {
    const { id, reason } = callOffRequest.parse(body);
    return { calledOff: calendars.callOff(id, reason) };
  },
  'GET /_local/schemas': () => SCHEMAS,
  'GET /_local/people': (_, { people }) => people.profile(),
  'POST /_local/people': (body, { people }) => {
    people.behave(peopleProfile.parse(body));
    return people.profile();
  },
  'POST /_local/people/purchases': (body, { people }) => {
    const { addresses, since, until } = purchasesRequest.parse(body);
    const told = people.purchases(addresses, { since: Date.parse(since), until: Date.parse(until) });
    return { purchases: told.map((each) => ({ ...each, at: new Date(each.at).toISOString() })) };
  },
  'POST /_local/token': async (body, { issuer }) => ({ token: await issuer.token(tokenRequest.parse(body)) }),
};

/**
 * The API under `/_local/` by which the CLI drives a running instance. It hands out tokens: besides programs, only its own
 * page may ask, and no page that the HTTP API is open to.
 */
export function createControl(services: ControlServices) {
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const refusal = refusalOf(request, []);
    if (refusal !== undefined) return sendJson(response, 403, { message: refusal });
    const operation = OPERATIONS[`${request.method} ${path}`];
    if (operation === undefined) return sendJson(response, 404, { message: 'Not Found' });
    try {
      const text = (await readBody(request))?.toString('utf8') ?? '';
      sendJson(response, 200, await operation(text === '' ? {} : JSON.parse(text), services));
    } catch (error) {
      const isCallers = error instanceof z.ZodError || error instanceof SyntaxError;
      const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
      sendJson(response, isCallers ? 400 : 500, { message });
    }
  };
}
