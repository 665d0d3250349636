import type { VaultFile } from '../../core/store/file/vault-file.ts';
import type { SampleLog } from '../harness/log/sample-log.ts';

/** A log of this file as it is now, read whole. */
export function storedLog(file: VaultFile, origin: string): SampleLog {
  const { leaves, leafHashes, checkpoint, vkey, disclosures } = file.entries.evidence(origin);
  return { leaves: [...leaves], leafHashes, checkpoint, vkey, disclosures: [...disclosures] };
}
