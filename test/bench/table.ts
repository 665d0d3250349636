import { type Check, type Figure, holds, type Part } from './measure/figure.ts';

/** What was measured, for a person in a terminal: a figure a line, its control under it. */
export function tableOf({ figures, checks, skipped }: Part): string {
  const lines = figures.flatMap((figure) => [
    lineOf(figure, ''),
    ...(figure.control === undefined ? [] : [lineOf(figure.control, 'beside  ')]),
  ]);
  return [
    `${''.padEnd(84)}${['median', 'min', 'max'].map((word) => word.padStart(11)).join('')}   n   ratio`,
    ...lines,
    ...checks.map(checkLine),
    ...skipped.map((why) => `skipped  ${why}`),
  ].join('\n');
}

function lineOf({ name, unit, median, min, max, n, ratio }: Figure, before: string): string {
  const values = [median, min, max].map((value) => value.toFixed(value < 100 ? 2 : 0).padStart(11)).join('');
  return `${`${before}${name}, ${unit}`.padEnd(84)}${values}${String(n).padStart(4)}${ratio === undefined ? '' : ratio.toFixed(2).padStart(8)}`;
}

function checkLine(check: Check): string {
  const limits = [
    ...(check.atLeast === undefined ? [] : [`at least ${check.atLeast}`]),
    ...(check.atMost === undefined ? [] : [`at most ${check.atMost}`]),
  ];
  return `${holds(check) ? 'holds   ' : 'BROKEN  '} ${check.name}: ${check.value.toFixed(2)}, ${limits.join(', ')}`;
}
