import { describe, expect, it } from 'vitest';
import { Border, type BorderRefusal } from '../../../electron/host/border.ts';
import { schemeOf } from '../../../electron/host/scheme-of.ts';

describe('Border', () => {
  it('passes on five of a kind a minute, and with the next says how many there were', () => {
    let now = 1000;
    const passed: BorderRefusal[] = [];
    const border = new Border(
      (refused) => passed.push(refused),
      () => now,
    );
    for (let i = 0; i < 100; i += 1) border.refused('navigation', 'https:');
    expect(passed).toHaveLength(5);
    border.refused('window', 'https:');
    expect(passed).toHaveLength(6);
    now += 59_999;
    border.refused('navigation', 'https:');
    expect(passed).toHaveLength(6);
    now += 1;
    border.refused('navigation', 'http:');
    expect(passed[6]).toEqual({ kind: 'navigation', what: 'http:', more: 96 });
    border.refused('navigation', 'http:');
    expect(passed[7]).toEqual({ kind: 'navigation', what: 'http:', more: 0 });
  });
});

describe('schemeOf', () => {
  it.each([
    ['https://hunter2.example.com/hunter2?hunter2#hunter2', 'https:'],
    ['HTTP://x', 'http:'],
    ['javascript:hunter2', 'javascript:'],
    ['hunter2:x', 'other'],
    ['hunter2', 'other'],
    ['', 'other'],
  ])('of %s is %s', (url, scheme) => {
    expect(schemeOf(url)).toBe(scheme);
  });
});
