// Lets Node find on this machine what an emulator of AWS serves there: every name under `localhost` (RFC 6761,
// section 6.3), and the names that an issuer of Cognito has. For the emulator's own functions as well:
// NODE_OPTIONS=--import=<this file>. It is used with an endpoint on the loopback only.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

const HERE = /(^|\.)localhost$|^cognito-idp\.[a-z0-9-]+\.amazonaws\.com$/;
const { lookup } = dns;

dns.lookup = (hostname, options, callback) => {
  const [settings, done] = typeof options === 'function' ? [{}, options] : [options, callback];
  if (!HERE.test(hostname)) return lookup(hostname, settings, done);
  if (typeof settings === 'object' && settings.all) return done(null, [{ address: '127.0.0.1', family: 4 }]);
  return done(null, '127.0.0.1', 4);
};
syncBuiltinESMExports();
