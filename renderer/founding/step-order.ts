import { FOUNDING_STEPS, type FoundingStep } from '../../shared/domain/founding.ts';

/** Where Back leads: null at the first step and once the vault is founded. */
export function stepBefore(step: FoundingStep): Exclude<FoundingStep, 'done'> | null {
  const before = step === 'done' ? undefined : FOUNDING_STEPS[FOUNDING_STEPS.indexOf(step) - 1];
  return before === undefined || before === 'done' ? null : before;
}
