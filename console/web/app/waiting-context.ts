import { createContext, use } from 'react';
import type { NavRow } from './pages.ts';

export type Waiting = Readonly<Record<NonNullable<NavRow['waiting']>, string>>;

export const NOTHING: Waiting = { approvals: '', inbox: '', tasks: '', alerts: '', deadLetters: '' };

export const WaitingContext = createContext<Waiting>(NOTHING);

/** What waits for a person, by place. Empty where nothing does. */
export const useWaiting = (): Waiting => use(WaitingContext);
