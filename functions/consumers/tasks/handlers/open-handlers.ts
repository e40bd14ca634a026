import type { TaskHandler, TaskHandlers } from '../../../../shared/tasks/app/ports/handler.ts';
import type { Opening } from './opening.ts';

type Family = (opening: Opening) => Promise<readonly TaskHandler[]>;

/** By the first part of a type. Each is loaded when a task of its kind comes, since all of them together are large. */
const FAMILIES: Readonly<Record<string, () => Promise<{ readonly openHandlers: Family }>>> = {
  ads: () => import('./ads.ts'),
  agent: () => import('./agent.ts'),
  email: () => import('./email.ts'),
  newsletter: () => import('./newsletter.ts'),
  seo: () => import('./seo.ts'),
  social: () => import('./social.ts'),
};

/** Opens each family once; one that failed is opened again. */
export function openHandlers(opening: Opening): TaskHandlers {
  const opened = new Map<string, Promise<readonly TaskHandler[]>>();
  const open = (name: string): Promise<readonly TaskHandler[]> => {
    const before = opened.get(name);
    if (before) return before;
    const family = FAMILIES[name];
    const handlers = family ? family().then((module) => module.openHandlers(opening)) : Promise.resolve([]);
    opened.set(name, handlers);
    handlers.catch(() => opened.delete(name));
    return handlers;
  };
  return {
    get: async (type) => (await open(type.split('.')[0] ?? '')).find((handler) => handler.type === type),
  };
}
