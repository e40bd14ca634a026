import type { Server } from 'node:http';
import type { Activity } from '../activity.ts';
import type { Calendars } from '../calendar/calendars.ts';
import type { VirtualClock } from '../clock.ts';
import type { Connections } from '../endpoint/connections.ts';
import type { Faults } from '../faults.ts';
import type { Iam } from '../iam/iam.ts';
import type { Functions } from '../lambda/functions.ts';
import type { MailStore } from '../mailbox/mail-store.ts';
import { createMailboxPages } from '../mailbox/pages.ts';
import type { Meter } from '../meter/meter.ts';
import { type HeldPort, listen } from '../net.ts';
import type { Sendgrid } from '../sendgrid/sendgrid.ts';
import type { Resource } from '../template/resolve.ts';
import type { TimeTravel } from '../time-travel.ts';
import type { Twilio } from '../twilio/twilio.ts';
import { createAuthorize } from './authorize.ts';
import type { ConsoleFiles } from './console-files.ts';
import { type ControlServices, createControl } from './control.ts';
import { createFront } from './front.ts';
import { createHttpApi, LARGEST_HEAD } from './http-api.ts';
import type { Issuer } from './issuer.ts';
import { type Api, readApis } from './routes.ts';
import { createWebSocketApi } from './websocket-api.ts';

export interface FrontDoorServices {
  readonly functions: Functions;
  readonly connections: Connections;
  readonly mails: MailStore;
  readonly twilio: Twilio;
  readonly sendgrid: Sendgrid;
  readonly calendars: Calendars;
  readonly people: ControlServices['people'];
  readonly issuer: Issuer;
  readonly timeTravel: TimeTravel;
  readonly clock: VirtualClock;
  readonly activity: Activity;
  readonly meter: Meter;
  readonly faults: Faults;
  readonly iam: Pick<Iam, 'report'>;
  readonly status: () => Record<string, unknown>;
  readonly isDatabaseUp: () => boolean;
  readonly web?: ConsoleFiles | undefined;
}

/** The path of the WebSocket API of the template: its stage. */
export function webSocketPath(resources: readonly Resource[]): string {
  const api = onlyOne(readApis(resources), 'WEBSOCKET');
  return api === undefined ? '' : `/${api.stage}`;
}

/** The pages of other addresses that the template opens its HTTP API to. `*` names nobody. */
export const pageOrigins = (resources: readonly Resource[]): string[] =>
  (onlyOne(readApis(resources), 'HTTP')?.cors?.allowOrigins ?? []).filter((origin) => origin !== '*');

/** Opens the main port: the APIs of the template, the control API and the pages. */
export async function serveFrontDoor(
  port: HeldPort,
  resources: readonly Resource[],
  services: FrontDoorServices,
): Promise<Server> {
  const { functions, clock, meter } = services;
  const apis = readApis(resources);
  const httpApi = onlyOne(apis, 'HTTP');
  const webSocketApi = onlyOne(apis, 'WEBSOCKET');
  const authorize = createAuthorize(functions, clock);
  const origins = pageOrigins(resources);
  const server = await listen(
    port,
    createFront({
      api: httpApi && createHttpApi(httpApi, { functions, authorize, clock, meter }),
      control: createControl(services),
      mailbox: createMailboxPages(services.mails),
      twilio: services.twilio,
      sendgrid: services.sendgrid,
      calendars: services.calendars,
      isDatabaseUp: services.isDatabaseUp,
      web: services.web,
    }),
    { origins, maxHeaderSize: LARGEST_HEAD },
  );
  if (webSocketApi !== undefined) {
    server.on('upgrade', createWebSocketApi(webSocketApi, { ...services, authorize, origins }).upgrade);
  }
  return server;
}

function onlyOne(apis: readonly Api[], protocol: Api['protocol']): Api | undefined {
  const found = apis.filter((api) => api.protocol === protocol);
  if (found.length > 1)
    throw new Error(`infra/local serves one ${protocol} API; the stacks have ${found.length}.`);
  return found[0];
}
