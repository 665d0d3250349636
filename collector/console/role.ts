/** What people may do here. An analyst may do all that an auditor may, an administrator all that an analyst may. */
import { z } from 'zod';
import { AppError } from '../../shared/base/app-error.ts';
import type { ViewerRole } from './answers.ts';

/** The roles in the order of what they may do, least first. */
const VIEWER_ROLES = ['auditor', 'analyst', 'administrator'] as const satisfies readonly ViewerRole[];
/** A role as a request or a row names it. */
export const viewerRole = z.enum(VIEWER_ROLES);

/** Throws `collector.role_missing` unless one who is `is` may do what takes a `least`. */
export function requireRole(is: ViewerRole, least: ViewerRole): void {
  if (VIEWER_ROLES.indexOf(is) < VIEWER_ROLES.indexOf(least)) throw new AppError('collector.role_missing', `this takes ${least}`);
}
