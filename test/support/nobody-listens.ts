/**
 * Where every connection is refused at once; a name that does not exist costs seconds of a resolver. Port 2 is given to no other server, as a port is that one has just let go; `fetch`
 * does not refuse it by itself, as it does 1 and 9.
 */
export const NOBODY_LISTENS = 'http://127.0.0.1:2';
