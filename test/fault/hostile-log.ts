import { quietDrafts } from '../harness/log/quiet-log.ts';
import { type SampleLog, sampleLog } from '../harness/log/sample-log.ts';

/** What the station had when it was enrolled: hostile stations have it too, and can replay it. */
export const ENROLLED = 1_000;

export function hostileLog(entries: number): SampleLog {
  return sampleLog(quietDrafts(entries - 1));
}
