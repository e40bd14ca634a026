import { connect as connectTls } from 'node:tls';
import manifest from '../../../package.json' with { type: 'json' };
import { systemRoutes } from '../../../shared/operations/contract/system-routes.ts';
import { NO_SYSTEM_SENDER } from '../../../shared/sending/contract/system-mail.ts';
import { type Connection, call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import { type Check, leftOut, note, ok, problem } from './finding.ts';

const ANSWERS_WITHIN_MS = 10_000;
/** Signatures of AWS and tokens bear five minutes, and nobody should be near that. */
const LARGEST_SKEW_S = 60;
const DAY_MS = 24 * 3_600_000;
const RENEWED_BEFORE_DAYS = 14;

/** What can be seen without an account at AWS. */
export const outsideChecks = (connection: Connection): Check[] => [
  { name: 'api', look: () => lookAtApi(connection) },
  { name: 'tls', look: () => lookAtTls(connection.url) },
  { name: 'clock', look: () => lookAtClock(connection.url) },
  { name: 'token', look: () => lookAtToken(connection) },
  { name: 'system-mail', look: () => lookAtSystemMail(connection) },
];

async function lookAtApi(connection: Connection) {
  try {
    const { version } = await call(connection, systemRoutes.discovery, {});
    if (version === manifest.version) return ok(`${connection.url} answers with version ${version}.`);
    return note(
      `${connection.url} answers with version ${version}; this command is ${manifest.version}.`,
      'Check out the same version as is deployed, or deploy this one.',
    );
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return problem(
      `${connection.url} does not answer as Rex: ${error.message}`,
      'Look at the output ApiUrl of the stack RexEdge for the address, and at the alarm on 5xx of the API.',
    );
  }
}

async function lookAtTls(url: string) {
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== 'https:') {
    if (['localhost', '127.0.0.1'].includes(hostname)) return ok('None, and none is needed on this machine.');
    return problem(`${url} is not https.`, 'Use the https address: a token must not travel in clear.');
  }
  const { validTo, version } = await handshake(hostname, Number(port || 443));
  const days = Math.floor((validTo.getTime() - Date.now()) / DAY_MS);
  if (days < RENEWED_BEFORE_DAYS) {
    return problem(
      `The certificate ends in ${days} days.`,
      'Renew it, or see why it is not renewed by itself.',
    );
  }
  return ok(`${version}; the certificate is good for ${days} days.`);
}

function handshake(host: string, port: number): Promise<{ validTo: Date; version: string }> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ host, port, servername: host, timeout: ANSWERS_WITHIN_MS }, () => {
      const validTo = new Date(socket.getPeerCertificate().valid_to);
      resolve({ validTo, version: socket.getProtocol() ?? 'TLS' });
      socket.end();
    });
    socket.once('timeout', () => socket.destroy(new Error('No answer to the TLS handshake.')));
    socket.once('error', reject);
  });
}

async function lookAtClock(url: string) {
  const before = Date.now();
  const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
  const after = Date.now();
  const theirs = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return leftOut('The API does not say what time it has.');
  // The header has whole seconds, and was written at some moment of the request.
  const skew = Math.max(0, before - theirs - 1000, theirs - after) / 1000;
  if (skew > LARGEST_SKEW_S) {
    return problem(
      `This machine is ${Math.round(skew)} s away from the API.`,
      'Set its clock by NTP: tokens and signatures are refused otherwise.',
    );
  }
  return ok(`Within ${Math.ceil(skew) + 1} s of the API.`);
}

async function lookAtSystemMail(connection: Connection) {
  const { systemMailFrom } = await call(connection, systemRoutes.status, {});
  return systemMailFrom === null
    ? note('Nothing is mailed to members: no invitation, no alert, no approval.', NO_SYSTEM_SENDER)
    : ok(`Members are written to from ${systemMailFrom}.`);
}

/** What a token is refused by. */
const REFUSED: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND']);

async function lookAtToken(connection: Connection) {
  try {
    const { workspace, autonomy } = await call(connection, systemRoutes.status, {});
    const state = autonomy.paused ? 'paused' : autonomy.dryRun ? 'in dry run' : 'working';
    return autonomy.paused
      ? note(`It is good for ${workspace}, which is paused.`, 'Nothing goes out until "rex resume".')
      : ok(`It is good for ${workspace}, which is ${state}.`);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    if (REFUSED.has(error.code)) {
      return problem(
        `Rex does not take your token: ${error.message}`,
        `Sign in: rex login --api ${connection.url}`,
      );
    }
    return problem(
      `Your token could not be tried: ${error.message} (${error.code})`,
      'Ask again; when it stays, look at the logs of rex-http-authorizer and rex-http-system.',
    );
  }
}
