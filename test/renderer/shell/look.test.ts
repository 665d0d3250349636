import { describe, expect, it } from 'vitest';
import { lookOf } from '../../../renderer/shell/look.ts';
import { notesOf } from '../../../renderer/shell/sounds.ts';
import type { View } from '../../../shared/contract/view.ts';
import { GATHERING, OPEN, REQUEST, SEALED, VAULT, WINDOW } from '../../harness/gallery/nordhamn.ts';

const practice = (view: View): View => ({ ...view, vault: { ...VAULT, kind: 'practice' } });

describe('the state across the room', () => {
  it.each([
    [SEALED, {}, 'sealed', null, 'SEALED'],
    [SEALED, { state: 'closing' }, 'closing', null, 'SEALED, NOT CLOSED'],
    [SEALED, { drill: 'yes' }, 'sealed', 'drill', 'DRILL: SEALED'],
    [GATHERING, {}, 'gathering', null, 'GATHERING'],
    [{ ...GATHERING, request: { ...REQUEST, kind: 'drill' } }, {}, 'gathering', 'drill', 'DRILL: GATHERING'],
    [{ ...GATHERING, request: { ...REQUEST, kind: 'founding' } }, {}, 'gathering', 'drill', 'REHEARSAL: GATHERING'],
    [OPEN, {}, 'open', null, 'OPEN'],
    [OPEN, { drill: 'yes' }, 'open', null, 'OPEN'],
    [{ ...OPEN, window: { ...WINDOW, kind: 'drill' } }, {}, 'open', 'drill', 'DRILL: OPEN'],
    [practice(OPEN), {}, 'open', 'practice', 'PRACTICE: OPEN'],
    [practice({ ...GATHERING, request: { ...REQUEST, kind: 'drill' } }), {}, 'gathering', 'practice', 'PRACTICE DRILL: GATHERING'],
    [{ ...SEALED, vault: null }, {}, 'none', null, ''],
  ] as const)('%#', (view, hint, state, mode, word) => {
    expect(lookOf(view as View, hint)).toEqual({ state, mode, word });
  });

  it('sounds as it looks: a double knock before any tone in a drill, one knock and no tone in practice', () => {
    const kinds = (mode: Parameters<typeof notesOf>[1]): string[] => notesOf('opened', mode).map((note) => note.kind);
    expect(kinds(null)).toEqual(['tone', 'tone']);
    expect(kinds('drill')).toEqual(['knock', 'knock', 'tone', 'tone']);
    expect(kinds('practice')).toEqual(['knock']);
    const [first, second] = notesOf('sealed', null);
    expect(first && second && first.hertz > second.hertz).toBe(true);
  });
});
