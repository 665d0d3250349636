import { expect, test } from 'vitest';
import { addStep, changeStep, type DraftSteps, moveStep, removeStep } from '../../../renderer/playbook/draft-steps.ts';

const three: DraftSteps = addStep(addStep(addStep([])));
const keys = (steps: DraftSteps): readonly number[] => steps.map((step) => step.key);

test('steps are added, moved and removed without losing another', () => {
  expect(keys(three)).toEqual([1, 2, 3]);
  expect(keys(moveStep(three, 3, -1))).toEqual([1, 3, 2]);
  expect(keys(moveStep(three, 1, -1))).toEqual([1, 2, 3]);
  expect(keys(moveStep(three, 3, 1))).toEqual([1, 2, 3]);
  expect(keys(moveStep(three, 99, 1))).toEqual([1, 2, 3]);
  const fewer = removeStep(three, 2);
  expect(keys(addStep(fewer))).toEqual([1, 3, 4]);
  expect(changeStep(three, 2, { text: 'Call the NOC' }).map((step) => step.text)).toEqual(['', 'Call the NOC', '']);
});
