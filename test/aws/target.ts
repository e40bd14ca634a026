import { parseArgs } from 'node:util';
import { EMULATOR_CONTEXT } from './emulator/known-gaps.ts';

/** What the run is against, by its options. */
export interface Target {
  /** Of an emulator; undefined is AWS itself. */
  readonly endpoint: string | undefined;
  readonly region: string;
  /** A sending domain that SES has verified; on an emulator each run makes one. */
  readonly domain: string | undefined;
  readonly context: Readonly<Record<string, string>>;
  /** What is deployed already. */
  readonly deployed: { readonly api: string; readonly userPoolId: string } | undefined;
}

const AWS_HOST = /(^|\.)(amazonaws\.com(\.cn)?|api\.aws|amazonaws\.eu)$/;

/** @throws when the options do not say plainly whether money is spent, and what is given to the emulator alone */
export function parseTarget(args: readonly string[], region = 'us-east-1'): Target {
  const { values } = parseArgs({
    args: [...args],
    options: {
      endpoint: { type: 'string' },
      region: { type: 'string', default: region },
      domain: { type: 'string' },
      context: { type: 'string', multiple: true, short: 'c', default: [] },
      'real-account': { type: 'boolean', default: false },
      api: { type: 'string' },
      'user-pool': { type: 'string' },
    },
  });
  const { endpoint, domain, api, 'user-pool': userPoolId } = values;
  if ((endpoint === undefined) !== values['real-account']) {
    throw new Error('Give --endpoint URL of an emulator, or --real-account, which deploys and costs money.');
  }
  if (endpoint !== undefined && AWS_HOST.test(new URL(endpoint).hostname)) {
    throw new Error(
      '--endpoint is of an emulator, whose gaps are mended by permissions: AWS is --real-account.',
    );
  }
  if (endpoint === undefined && domain === undefined) {
    throw new Error('With --real-account also give --domain, a sending domain that SES has verified.');
  }
  if ((api === undefined) !== (userPoolId === undefined)) {
    throw new Error('Give --api and --user-pool together: outputs of RexEdge and RexData.');
  }
  const choices = Object.fromEntries(values.context.map((text) => text.split('=', 2)));
  return {
    endpoint,
    region: values.region,
    domain,
    context: endpoint === undefined ? choices : { ...EMULATOR_CONTEXT, ...choices },
    deployed: api !== undefined && userPoolId !== undefined ? { api, userPoolId } : undefined,
  };
}
