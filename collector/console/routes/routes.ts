/** All that the page may ask for, and who may ask. What is not here is not there. */
import type { Route } from '../route.ts';
import { ACT_ROUTES } from './acts.ts';
import { LOG_ROUTES } from './logs.ts';
import { READ_ROUTES } from './reads.ts';

/** Every route of the console behind the sign-in. */
export const ROUTES: readonly Route[] = [...READ_ROUTES, ...LOG_ROUTES, ...ACT_ROUTES];
