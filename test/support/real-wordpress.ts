import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../infra/local/net.ts';
import { askAs, type WordPressPeer } from './wordpress-server.ts';

const PLUGIN = fileURLToPath(
  new URL('../../shared/seo/adapters/wordpress/rex-seo-fields.php', import.meta.url),
);
const PATIENCE_MS = 120_000;

/**
 * A real WordPress, whose PHP is WebAssembly and whose database is SQLite. `folder` has `site`, the files of WordPress, and
 * `node_modules` with @wp-playground/cli: shared/seo/README.md says how it is made. Its
 * posts and users stay in the folder from one start to the next.
 */
export async function startRealWordPress(folder: string): Promise<WordPressPeer> {
  const port = await freePort('127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const plugins = join(folder, 'site/wp-content/mu-plugins');
  mkdirSync(plugins, { recursive: true });
  const seoFields = (on: boolean): void => {
    const [stub, plugin] = [join(plugins, 'an-seo-plugin.php'), join(plugins, 'rex-seo-fields.php')];
    rmSync(stub, { force: true });
    rmSync(plugin, { force: true });
    if (!on) return;
    // As if Yoast SEO were there.
    writeFileSync(stub, "<?php define( 'WPSEO_VERSION', 'test' );\n");
    copyFileSync(PLUGIN, plugin);
  };
  seoFields(true);
  const cli = join(folder, 'node_modules/.bin/wp-playground-cli');
  const options = [
    '--port',
    String(port),
    '--php',
    '8.2',
    '--workers',
    '1',
    '--define',
    'WP_ENVIRONMENT_TYPE',
    'local',
  ];
  const mount = ['--mount-before-install', `${join(folder, 'site')}:/wordpress`];
  const install = ['--wordpress-install-mode', 'install-from-existing-files'];
  const server = spawn(process.execPath, [cli, 'server', ...options, ...mount, ...install], {
    stdio: 'ignore',
  });
  const exited = once(server, 'exit');
  const stop = async (): Promise<void> => {
    server.kill();
    await exited;
  };
  try {
    await answering(url);
    const password = await applicationPassword(url);
    const administrator = { username: 'admin', applicationPassword: password };
    const ask = askAs({ url, administrator });
    const author = await ask('POST', 'users', {
      username: `author${Date.now()}`,
      email: `author${Date.now()}@acme.example`,
      password: 'a-long-password-of-an-author',
      roles: ['author'],
    });
    const made = await ask('POST', `users/${author.id}/application-passwords`, { name: 'rex' });
    return {
      url,
      administrator,
      author: { username: author.username, applicationPassword: made.password },
      ask,
      seoFields,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answering(url: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const answer = await fetch(`${url}/?rest_route=/`, { redirect: 'manual' }).catch(() => undefined);
    if (answer?.status === 200) return;
    await delay(500);
  }
  throw new Error('WordPress did not start.');
}

/** Signs in as a browser does: an application password cannot be made with the password itself. */
async function applicationPassword(url: string): Promise<string> {
  const jar = new Map([['wordpress_test_cookie', 'WP%20Cookie%20check']]);
  const browse = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url + path, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      jar.set(name, value);
    }
    return answer;
  };
  const form = new URLSearchParams({ log: 'admin', pwd: 'password', testcookie: '1' });
  await browse('/wp-login.php', { method: 'POST', body: form });
  const nonce = await (await browse('/wp-admin/admin-ajax.php?action=rest-nonce')).text();
  const made = await browse('/?rest_route=/wp/v2/users/me/application-passwords', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-wp-nonce': nonce },
    body: JSON.stringify({ name: `rex ${Date.now()}` }),
  });
  const { password } = (await made.json()) as { password?: string };
  if (password === undefined) throw new Error(`WordPress made no application password (${made.status}).`);
  return password;
}
