import * as z from 'zod';
import { type HeldPort, holdPort } from './net.ts';
import type { RuntimeStore } from './store.ts';

export interface Ports {
  readonly http: HeldPort;
  readonly aws: HeldPort;
  readonly issuer: HeldPort;
  release(): void;
}

const SETTING = 'ports';
const saved = z.object({ http: z.number(), aws: z.number(), issuer: z.number() });

/**
 * Holds the ports of the last run again where they are free: tokens, queue URLs and links in mails name them.
 * @throws when the wished main port is taken.
 */
export async function holdPorts(wished: number, store: RuntimeStore): Promise<Ports> {
  const last = saved.safeParse(JSON.parse(store.setting(SETTING) ?? 'null')).data;
  const http = await holdPort(wished > 0 ? wished : (last?.http ?? 0));
  if (wished > 0 && http.port !== wished) {
    http.release();
    throw new Error(`Port ${wished} is taken. Set REX_PORT to another one, or to 0 for any that is free.`);
  }
  const aws = await holdPort(last?.aws ?? 0);
  const issuer = await holdPort(last?.issuer ?? 0);
  store.saveSetting(SETTING, JSON.stringify({ http: http.port, aws: aws.port, issuer: issuer.port }));
  const release = (): void => {
    for (const port of [http, aws, issuer]) port.release();
  };
  return { http, aws, issuer, release };
}
