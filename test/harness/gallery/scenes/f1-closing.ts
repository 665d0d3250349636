import type { Page } from 'playwright-core';
import type { ClosingView, ExposureView, View } from '../../../../shared/contract/view.ts';
import { NIGHT, OPEN, PEOPLE, SEALED } from '../nordhamn.ts';
import type { Scene, Scenes } from '../scene.ts';

const MINUTE = 60_000;

function seen(
  id: number,
  title: string,
  at: number,
  how: ExposureView['how'],
  times: number,
  rotatedAt: number | null,
  retestedAt: number | null,
): ExposureView {
  return {
    id,
    credential: `x_${id}`,
    title,
    system: title.split(':')[0] ?? null,
    field: 'password',
    member: PEOPLE.jonas,
    how,
    times,
    at: NIGHT + at * MINUTE,
    rotateBy: NIGHT + (at + (id === 1 ? 188 : 1440)) * MINUTE,
    rotatedAt: rotatedAt === null ? null : NIGHT + rotatedAt * MINUTE,
    retestedAt: retestedAt === null ? null : NIGHT + retestedAt * MINUTE,
  };
}

const CLOSING: ClosingView = {
  request: 'r_1',
  kind: 'emergency',
  incident: 'INC-4471',
  operator: PEOPLE.jonas,
  sealedAt: NIGHT + 50 * MINUTE,
  sealedHow: 'person',
  exposures: [
    seen(1, 'Core routers: administrator', 21, 'copied', 1, null, null),
    seen(2, 'DNS registrar: account owner', 35, 'shown', 2, 55, null),
    seen(3, 'Console server: root', 40, 'large', 1, 53, 57),
  ],
  unseen: 3,
  toQuorumMs: 11 * MINUTE,
  toFirstMs: 13 * MINUTE,
  refusals: 2,
  classified: null,
  mayClassify: [PEOPLE.priya],
  missing: { rotations: 1, retests: 2, classification: true },
};

/** From open to sealed, as it happens: the screen follows by itself. */
function sealedInto(closing: ClosingView): Scene {
  const after: View = { ...SEALED, at: NIGHT + 58 * MINUTE, closing: [closing], revision: 9 };
  return {
    view: { ...OPEN, vault: after.vault },
    answers: { 'window.list': () => ({ total: 0, rows: [] }), 'playbook.list': () => ({ playbooks: [] }) },
    drive: async (page: Page, push) => {
      await push(after);
      await page.getByRole('heading', { level: 1, name: /NOT CLOSED/ }).waitFor();
    },
  };
}

const drilled: ClosingView = {
  ...CLOSING,
  kind: 'drill',
  incident: 'DRILL-19',
  exposures: CLOSING.exposures.slice(0, 1),
  unseen: 0,
  missing: { rotations: 0, retests: 0, classification: true },
};

export const scenes: Scenes = {
  closing: sealedInto(CLOSING),
  'closing-done': sealedInto({
    ...CLOSING,
    exposures: [seen(3, 'Console server: root', 40, 'large', 1, 53, 57)],
    classified: { as: 'emergency', by: PEOPLE.priya, at: NIGHT + 57 * MINUTE },
    missing: { rotations: 0, retests: 0, classification: false },
  }),
  'closing-undated': sealedInto({
    ...CLOSING,
    classified: { as: 'drill', by: PEOPLE.priya, at: null },
    missing: { rotations: 1, retests: 2, classification: false },
  }),
  'closing-crash': sealedInto({
    ...CLOSING,
    sealedHow: 'crash',
    exposures: CLOSING.exposures.map((one) => ({ ...one, title: null, system: null })),
    mayClassify: [PEOPLE.priya, PEOPLE.mara],
  }),
  'closing-drill': sealedInto(drilled),
  'board-unclosed': {
    view: {
      ...SEALED,
      closing: [CLOSING],
      notices: [
        { id: 1, verdict: 'care', code: 'older-copy', detail: {} },
        { id: 2, verdict: 'bad', code: 'log.full', detail: {} },
      ],
    },
  },
};
