import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** A region of its own for each test: what was announced is kept by the module. */
async function region(): Promise<{ readonly announce: (text: string, urgency?: 'soon' | 'now') => void; readonly read: () => string[] }> {
  vi.resetModules();
  const { announce, LiveRegion } = await import('../../../renderer/kit/live-region.tsx');
  const read = (): string[] => {
    const markup = renderToStaticMarkup(createElement(LiveRegion));
    return [...markup.matchAll(/<div role="(?:status|alert)"[^>]*>([^<]*)<\/div>/g)].map(([, text]) => text ?? '');
  };
  return { announce, read };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the live region', () => {
  it('is silent at first', async () => {
    const { read } = await region();
    expect(read()).toEqual(['', '']);
  });

  it('says politely what can wait, and assertively what cannot', async () => {
    const { announce, read } = await region();
    announce('3 of 5 have approved.');
    announce('Sealed.', 'now');
    expect(read().map((text) => text.trim())).toEqual(['3 of 5 have approved.', 'Sealed.']);
  });

  it('makes the same words a change, so that they are said twice', async () => {
    const { announce, read } = await region();
    announce('Stored.');
    const [first] = read();
    announce('Stored.');
    const [second] = read();
    expect(second?.trim()).toBe(first?.trim());
    expect(second).not.toBe(first);
  });

  it('is silent again after eight seconds, and not before', async () => {
    const { announce, read } = await region();
    announce('Stored.');
    vi.advanceTimersByTime(7_999);
    expect(read()[0]?.trim()).toBe('Stored.');
    vi.advanceTimersByTime(1);
    expect(read()).toEqual(['', '']);
  });

  it('counts the eight seconds from the last words', async () => {
    const { announce, read } = await region();
    announce('Stored.');
    vi.advanceTimersByTime(7_000);
    announce('Opened.');
    vi.advanceTimersByTime(7_000);
    expect(read()[0]?.trim()).toBe('Opened.');
  });

  it('keeps what is said at once when what can wait goes', async () => {
    const { announce, read } = await region();
    announce('Stored.');
    vi.advanceTimersByTime(4_000);
    announce('Sealed.', 'now');
    vi.advanceTimersByTime(4_000);
    expect(read().map((text) => text.trim())).toEqual(['', 'Sealed.']);
  });
});
