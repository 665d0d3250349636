import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actInWindow,
  type ClockLook,
  extendWindow,
  hideField,
  type OpenWindow,
  openWindow,
  showField,
  tickWindow,
  type WindowTick,
  windowLeft,
} from '../../../shared/domain/window.ts';

const WALL = Date.UTC(2026, 10, 25, 2, 47);
const START: ClockLook = { wall: WALL, mono: 5_000_000 };
const MINUTE = 60_000;

/** Both clocks after so many milliseconds, the wall clock astray by `stray`. */
function later(ms: number, stray = 0): ClockLook {
  return { wall: WALL + ms + stray, mono: START.mono + ms };
}

function busy(window: OpenWindow, ms: number): WindowTick {
  return tickWindow(actInWindow(window, START.mono + ms), later(ms));
}

describe('a window', () => {
  const hour = openWindow(60, 300, START);

  it('seals itself at its time, not a moment before', () => {
    expect(busy(hour, 60 * MINUTE - 1).seal).toBeNull();
    expect(busy(hour, 60 * MINUTE).seal).toBe('time');
  });

  it('seals itself when nobody does anything', () => {
    expect(tickWindow(hour, later(300_000 - 1)).seal).toBeNull();
    expect(tickWindow(hour, later(300_000)).seal).toBe('idle');
    const acted = actInWindow(hour, START.mono + 299_000);
    expect(tickWindow(acted, later(598_999)).seal).toBeNull();
    expect(tickWindow(acted, later(599_000)).seal).toBe('idle');
  });

  it('is not kept open by a wall clock that is set back, and says so once', () => {
    const back = busy(tickWindow(hour, later(1000)).window, 2000);
    expect(back.strayedMs).toBeNull();
    const set = tickWindow(back.window, { ...later(3000), wall: WALL - 3_600_000 });
    expect(set).toMatchObject({ seal: null, strayedMs: -3_603_000 });
    const next = tickWindow(actInWindow(set.window, START.mono + 60 * MINUTE), {
      mono: START.mono + 60 * MINUTE,
      wall: WALL - 3_603_000 + 60 * MINUTE,
    });
    expect(next).toMatchObject({ seal: 'time', strayedMs: null });
  });

  it('is not closed by a small step of the wall clock, and is by a sleep that nobody reported', () => {
    expect(tickWindow(hour, later(1000, 1500))).toMatchObject({ seal: null, strayedMs: null });
    expect(tickWindow(hour, later(1000, 200_000))).toMatchObject({ seal: null, strayedMs: 200_000 });
    expect(tickWindow(hour, later(1000, 8 * 3_600_000))).toMatchObject({ seal: 'sleep' });
  });

  it('seals when even the monotonic clock goes back', () => {
    const { window } = busy(hour, 10_000);
    expect(tickWindow(window, later(9999)).seal).toBe('time');
  });

  it('warns at 10, 5 and 1 minutes, once each', () => {
    const heard: number[] = [];
    let window = hour;
    for (let ms = 0; ms < 60 * MINUTE; ms += 7000) {
      const tick = busy(window, ms);
      window = tick.window;
      if (tick.warn !== null) heard.push(tick.warn);
    }
    expect(heard).toEqual([10, 5, 1]);
    expect(busy(hour, 59.5 * MINUTE).warn).toBe(1);
    expect(tickWindow(openWindow(5, 300, START), later(1)).warn).toBeNull();
  });

  it('lives longer when the quorum says so, and warns again', () => {
    const { window } = busy(hour, 56 * MINUTE);
    const longer = extendWindow(window, 30, START.mono + 56 * MINUTE);
    expect(busy(longer, 89 * MINUTE)).toMatchObject({ seal: null });
    expect(busy(longer, 80 * MINUTE).warn).toBe(10);
    expect(busy(longer, 90 * MINUTE).seal).toBe('time');
    expect(longer.lengthMs).toBe(90 * MINUTE);
  });

  it('takes a field from the screen after 20 seconds', () => {
    const shown = showField(showField(hour, 'x_1', 'password', START.mono), 'x_2', 'codes', START.mono + 10_000);
    const first = tickWindow(shown, later(20_000));
    expect(first.hide).toEqual([{ credential: 'x_1', field: 'password', hidesAtMono: START.mono + 20_000 }]);
    expect(first.window.shown.map(({ field }) => field)).toEqual(['codes']);
    expect(tickWindow(shown, later(19_999)).hide).toEqual([]);
    expect(hideField(shown, 'x_2', 'codes').shown.map(({ field }) => field)).toEqual(['password']);
    const again = showField(shown, 'x_1', 'password', START.mono + 15_000);
    expect(again.shown).toHaveLength(2);
    expect(tickWindow(again, later(20_000)).hide).toEqual([]);
  });

  it('tells what is left, and when that is on the wall', () => {
    expect(windowLeft(hour, later(13 * MINUTE))).toEqual({ sealsInMs: 47 * MINUTE, idleSealsInMs: 0, sealsAt: WALL + 60 * MINUTE });
    expect(windowLeft(hour, later(1000, -7_200_000)).sealsAt).toBe(WALL + 60 * MINUTE - 7_200_000);
  });

  it('is never open past its time or idle time, whatever the clocks do', () => {
    const look = fc.record({
      ms: fc.integer({ min: 0, max: 90_000 }),
      stray: fc.integer({ min: -5_000_000, max: 5_000_000 }),
      act: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(look, { maxLength: 60 }), (looks) => {
        let window = openWindow(10, 120, START);
        let ms = 0;
        let acted = 0;
        for (const step of looks) {
          ms += step.ms;
          const tick = tickWindow(window, later(ms, step.stray));
          if (tick.seal !== null) return;
          expect(ms).toBeLessThan(10 * MINUTE);
          expect(ms - acted).toBeLessThan(120_000);
          window = tick.window;
          if (step.act) {
            window = actInWindow(window, START.mono + ms);
            acted = ms;
          }
        }
      }),
    );
  });
});
