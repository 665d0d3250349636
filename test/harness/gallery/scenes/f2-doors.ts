import type { View } from '../../../../shared/contract/view.ts';
import { DAY, NIGHT, SEALED } from '../nordhamn.ts';
import type { Scenes } from '../scene.ts';

const CLOSED: View = { ...SEALED, vault: null, board: null, log: null, collector: null, sync: null };

export const scenes: Scenes = {
  'doors-first': { view: CLOSED },
  doors: {
    view: {
      ...CLOSED,
      host: { ...CLOSED.host, asksPin: false, logKeyIn: 'file' },
      recent: [
        { path: '/srv/vaults/nordhamn.halligan', name: 'Nordhamn production', kind: 'real', at: NIGHT - 9 * DAY },
        { path: '/home/ops/Documents/Halligan/payments.halligan-draft', name: 'Nordhamn payments', kind: 'draft', at: NIGHT - 10 * DAY },
        { path: '/home/ops/Documents/Halligan/practice.halligan', name: 'Practice', kind: 'practice', at: NIGHT - 30 * DAY },
      ],
    },
  },
  settings: {
    view: SEALED,
    drive: async (page) => page.getByRole('button', { name: 'Settings' }).click(),
  },
  'settings-weak': {
    view: { ...SEALED, host: { ...SEALED.host, asksPin: false, logKeyIn: 'file' } },
    drive: async (page) => page.getByRole('button', { name: 'Settings' }).click(),
  },
};
