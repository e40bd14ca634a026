import type { IncomingMessage, ServerResponse } from 'node:http';
import { CALENDAR_PATH, type Calendars } from '../calendar/calendars.ts';
import { sendJson } from '../net.ts';
import { SENDGRID_PATH, type Sendgrid } from '../sendgrid/sendgrid.ts';
import { TWILIO_PATH, type Twilio } from '../twilio/twilio.ts';
import type { ConsoleFiles } from './console-files.ts';
import type { HttpApi } from './http-api.ts';

export interface FrontServices {
  readonly api: HttpApi | undefined;
  readonly control: (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;
  readonly twilio: Twilio;
  readonly sendgrid: Sendgrid;
  readonly calendars: Calendars;
  readonly isDatabaseUp: () => boolean;
  readonly web?: ConsoleFiles | undefined;
  readonly mailbox: { handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> };
}

const DATABASE_IS_DOWN = {
  status: 'unavailable',
  message: 'The DynamoDB engine ended and is being started again; requests wait for it.',
};

/** The main port: the control API, the mailbox, the HTTP API of the template, and the web console. */
export function createFront({
  api,
  control,
  mailbox,
  twilio,
  sendgrid,
  calendars,
  isDatabaseUp,
  web,
}: FrontServices) {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://local');
    const { pathname } = url;
    if (pathname.startsWith(`${TWILIO_PATH}/2010-04-01/`)) {
      return twilio.handle(request, response, pathname.slice(TWILIO_PATH.length));
    }
    if (pathname.startsWith(`${SENDGRID_PATH}/v3/`)) {
      return sendgrid.handle(request, response, pathname.slice(SENDGRID_PATH.length));
    }
    if (/^\/_local\/calendar\/cal(?:endly|com)\//.test(pathname)) {
      return calendars.handle(request, response, pathname.slice(CALENDAR_PATH.length) + url.search);
    }
    if (pathname.startsWith('/_local/')) return control(request, response, pathname);
    if (pathname === '/mailbox' || pathname.startsWith('/mailbox/'))
      return mailbox.handle(request, response, url);
    if (pathname === '/health' && !isDatabaseUp()) return sendJson(response, 503, DATABASE_IS_DOWN);
    const isApi = api?.claims(request.method ?? 'GET', pathname) === true;
    if (!isApi && (await web?.handle(request, response, pathname))) return;
    if (api === undefined) return sendJson(response, 404, { message: 'Not Found' });
    return api.handle(request, response);
  };
  return (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { message: String(error) });
    });
  };
}
