import type { ExposureView } from '../../shared/contract/view.ts';

/** What a person does next about an exposure. */
export function nextStep(exposure: Pick<ExposureView, 'rotatedAt' | 'retestedAt'>): 'rotate' | 'retest' | 'none' {
  if (exposure.rotatedAt === null) return 'rotate';
  return exposure.retestedAt === null ? 'retest' : 'none';
}
