/**
 * The headers of the web console, the same on AWS and on one machine. No script but its own files runs; what is shown of a
 * mail is in a frame without rights, which inherits this policy: so styles may be inline, and nothing else.
 *
 * @param connect where else its pages may send requests: the issuer of tokens, the WebSocket, uploads
 */
export function consolePolicy(connect: readonly string[]): string {
  const rules = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...connect],
    'frame-src': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
  };
  return Object.entries(rules)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}

/** Names of assets hold a hash of their content, so they never change; the page that names them always may. */
export const ASSETS_PATH = '/assets/';
export const CACHE = { assets: 'public, max-age=31536000, immutable', page: 'no-cache' } as const;
