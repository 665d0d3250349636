import type { Instant } from '../base/instant.ts';
import { REVEAL_HIDES_AFTER_SECONDS } from './policy.ts';

/** Why a window was sealed. */
export const SEAL_REASONS = [
  'person',
  'time',
  'idle',
  'sleep',
  'screen-lock',
  'quit',
  'crash',
  'strongroom-gone',
  'log-cannot-write',
] as const;
/** Why a window was sealed. */
export type SealReason = (typeof SEAL_REASONS)[number];

/** One look at both clocks. `mono` is milliseconds of a clock that only goes forward. */
export interface ClockLook {
  readonly wall: Instant;
  readonly mono: number;
}

/** Minutes before its end at which a window says so, once each. */
export const WARNING_MINUTES = [10, 5, 1] as const;
/** A time at which the window warns. */
export type WarningMinutes = (typeof WARNING_MINUTES)[number];

/** A wall clock that strays this far from the monotonic one within a window was set, or the machine slept. */
const CLOCK_STRAYS_MS = 2000;

/** A field on the screen, until it hides itself. */
export interface ShownField {
  readonly credential: string;
  readonly field: string;
  readonly hidesAtMono: number;
}

/** An open window. It lives in memory alone: a restart never finds one. */
export interface OpenWindow {
  readonly opened: ClockLook;
  readonly endsMono: number;
  /** The granted length with its extensions. */
  readonly lengthMs: number;
  readonly idleMs: number;
  readonly lastActMono: number;
  readonly last: ClockLook;
  /** Warnings that were given, or that were past when the window opened. */
  readonly warned: readonly WarningMinutes[];
  readonly shown: readonly ShownField[];
}

/** Opens at the grant, which is when its clock starts. A warning as long as the window itself is not given. */
export function openWindow(minutes: number, idleSeconds: number, at: ClockLook): OpenWindow {
  const lengthMs = minutes * 60_000;
  return {
    opened: at,
    endsMono: at.mono + lengthMs,
    lengthMs,
    idleMs: idleSeconds * 1000,
    lastActMono: at.mono,
    last: at,
    warned: WARNING_MINUTES.filter((mark) => mark * 60_000 >= lengthMs),
    shown: [],
  };
}

/** Time passed. `window` is what it is now; the rest is what has to be done about it. */
export interface WindowTick {
  readonly window: OpenWindow;
  /** Seal at once, for this reason; null to go on. */
  readonly seal: Extract<SealReason, 'time' | 'idle' | 'sleep'> | null;
  /** Fields to take from the screen now. */
  readonly hide: readonly ShownField[];
  /** The mark that was passed, the lowest if several were. */
  readonly warn: WarningMinutes | null;
  /** How far the wall clock strayed from the monotonic one since the last look: negative is back. Null: it did not. */
  readonly strayedMs: number | null;
}

/**
 * Looks at the clocks. The monotonic one decides; one that goes back is broken, and seals. A wall clock that leaps ahead
 * by more than the idle time means that the machine slept unnoticed, and seals too.
 */
export function tickWindow(window: OpenWindow, at: ClockLook): WindowTick {
  const stray = at.wall - window.last.wall - (at.mono - window.last.mono);
  const leftMs = window.endsMono - at.mono;
  const due = WARNING_MINUTES.filter((mark) => leftMs <= mark * 60_000 && !window.warned.includes(mark));
  const hide = window.shown.filter((field) => field.hidesAtMono <= at.mono);
  return {
    window: {
      ...window,
      last: at,
      warned: [...window.warned, ...due],
      shown: window.shown.filter((field) => field.hidesAtMono > at.mono),
    },
    seal: sealNow(window, at, stray),
    hide,
    warn: due.at(-1) ?? null,
    strayedMs: Math.abs(stray) > CLOCK_STRAYS_MS ? stray : null,
  };
}

function sealNow(window: OpenWindow, at: ClockLook, stray: number): WindowTick['seal'] {
  if (at.mono < window.last.mono || at.mono >= window.endsMono) return 'time';
  if (stray > window.idleMs) return 'sleep';
  return at.mono - window.lastActMono >= window.idleMs ? 'idle' : null;
}

/** A person did something: the idle time starts again. */
export function actInWindow(window: OpenWindow, mono: number): OpenWindow {
  return { ...window, lastActMono: Math.max(window.lastActMono, mono) };
}

/** A field is shown; shown again, its time starts again. Showing is an act. */
export function showField(window: OpenWindow, credential: string, field: string, mono: number): OpenWindow {
  const shown: ShownField = { credential, field, hidesAtMono: mono + REVEAL_HIDES_AFTER_SECONDS * 1000 };
  const acted = actInWindow(hideField(window, credential, field), mono);
  return { ...acted, shown: [...acted.shown, shown] };
}

/** The window without that shown field; the same when it is not shown. */
export function hideField(window: OpenWindow, credential: string, field: string): OpenWindow {
  return { ...window, shown: window.shown.filter((one) => one.credential !== credential || one.field !== field) };
}

/** The quorum gave more minutes; warnings that lie ahead again will be given again. */
export function extendWindow(window: OpenWindow, minutes: number, mono: number): OpenWindow {
  const endsMono = window.endsMono + minutes * 60_000;
  return {
    ...actInWindow(window, mono),
    endsMono,
    lengthMs: window.lengthMs + minutes * 60_000,
    warned: window.warned.filter((mark) => endsMono - mono <= mark * 60_000),
  };
}

/** What the countdown shows. `sealsAt` follows the monotonic clock, so that it stays right when the wall clock is set. */
export function windowLeft(window: OpenWindow, at: ClockLook): { sealsInMs: number; idleSealsInMs: number; sealsAt: Instant } {
  const sealsInMs = Math.max(0, window.endsMono - at.mono);
  return {
    sealsInMs,
    idleSealsInMs: Math.max(0, window.lastActMono + window.idleMs - at.mono),
    sealsAt: at.wall + sealsInMs,
  };
}
