import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ASSETS_PATH, CACHE, consolePolicy } from '../../console-headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface Content {
  readonly content: Buffer;
  readonly gzipped: Buffer;
}

interface File {
  readonly type: string;
  /** When it is asked for first: to read and compress them all takes longer than most of a start. */
  read(): Content;
}

function fileAt(path: string, type: string): File {
  let known: Content | undefined;
  return {
    type,
    read() {
      if (known === undefined) {
        const content = readFileSync(path);
        known = { content, gzipped: gzipSync(content) };
      }
      return known;
    },
  };
}

export interface ConsoleFiles {
  /** Answers with a file of the console, or with its page where a browser goes to one of its addresses. */
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean>;
}

/**
 * The web console as CloudFront would serve it.
 * @param build gives the folder that Vite has built. It is asked for the first page, which waits for it, and again after it failed
 * @param connect where else its pages may send requests
 */
export function createConsoleFiles(build: () => Promise<string>, connect: readonly string[]): ConsoleFiles {
  let asked: Promise<ReadonlyMap<string, File>> | undefined;
  const built = (): Promise<ReadonlyMap<string, File>> => {
    asked ??= build()
      .then(filesIn)
      .catch((error: unknown) => {
        asked = undefined;
        throw error;
      });
    return asked;
  };
  const policy = consolePolicy(connect);
  return {
    async handle(request, response, path) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return false;
      const mayBePage = request.headers.accept?.includes('text/html') === true;
      if (!mayBePage && TYPES[extname(path)] === undefined) return false;
      const files = await built();
      const isPage = !files.has(path) && mayBePage;
      const file = files.get(isPage ? '/index.html' : path);
      if (file === undefined) return false;
      const zips = request.headers['accept-encoding']?.includes('gzip') === true;
      const { content, gzipped } = file.read();
      const body = zips ? gzipped : content;
      response.writeHead(200, {
        'content-type': file.type,
        'content-length': body.length,
        'content-security-policy': policy,
        'cache-control': path.startsWith(ASSETS_PATH) ? CACHE.assets : CACHE.page,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        vary: 'accept-encoding',
        ...(zips ? { 'content-encoding': 'gzip' } : {}),
      });
      response.end(request.method === 'HEAD' ? undefined : body);
      return true;
    },
  };
}

function filesIn(folder: string): ReadonlyMap<string, File> {
  const files = new Map<string, File>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length).replaceAll('\\', '/'), fileAt(path, type));
  }
  return files;
}
