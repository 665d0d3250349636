import type { Threshold } from '../../shared/domain/rule.ts';

/** One act of the drawing. What it would break is refused with its code, and nothing changes. */
export type Draw = (edit: (rule: Threshold) => Threshold) => void;
