import { container } from './container.ts';
import { meetingsHandler } from './handler.ts';

export const handler = meetingsHandler(await container());
