/** The steps of a playbook while it is written. `key` only tells them apart on the screen. */
export interface DraftStep {
  readonly key: number;
  readonly text: string;
  readonly detail: string;
}

export type DraftSteps = readonly DraftStep[];

/** A further, empty step. */
export function addStep(steps: DraftSteps): DraftSteps {
  return [...steps, { key: Math.max(0, ...steps.map((step) => step.key)) + 1, text: '', detail: '' }];
}

export function changeStep(steps: DraftSteps, key: number, change: Partial<Omit<DraftStep, 'key'>>): DraftSteps {
  return steps.map((step) => (step.key === key ? { ...step, ...change } : step));
}

export function removeStep(steps: DraftSteps, key: number): DraftSteps {
  return steps.filter((step) => step.key !== key);
}

/** One place up (-1) or down (1); the same where there is no such place. */
export function moveStep(steps: DraftSteps, key: number, by: -1 | 1): DraftSteps {
  const from = steps.findIndex((step) => step.key === key);
  const moved = steps[from];
  const other = steps[from + by];
  if (moved === undefined || other === undefined) return steps;
  return steps.map((step) => (step === moved ? other : step === other ? moved : step));
}
