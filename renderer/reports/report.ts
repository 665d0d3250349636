import type { CallOutput } from '../../shared/contract/handlers.ts';

export type Report = CallOutput<'reports.list'>['reports'][number];
