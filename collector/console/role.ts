/** What people may do here. An analyst may do all that an auditor may, an administrator all that an analyst may. */
import { z } from 'zod';
import { AppError } from '../../shared/base/app-error.ts';
import type { Role } from './answers.ts';

export const ROLES = ['auditor', 'analyst', 'administrator'] as const satisfies readonly Role[];
export const role = z.enum(ROLES);

/** Throws `collector.role_missing` unless one who is `is` may do what takes a `least`. */
export function requireRole(is: Role, least: Role): void {
  if (ROLES.indexOf(is) < ROLES.indexOf(least)) throw new AppError('collector.role_missing', `this takes ${least}`);
}
