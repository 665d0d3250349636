import { SEALED } from '../nordhamn.ts';
import type { Scenes } from '../scene.ts';

export const scenes: Scenes = {
  sealed: { view: SEALED },
};
