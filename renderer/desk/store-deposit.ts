import { fromBase64url, toBase64url, utf8 } from '../../shared/base/bytes.ts';
import { sealEnvelope } from '../../shared/contract/envelope.ts';
import { ask } from '../border/ask.ts';
import { type DepositDraft, plaintextOf } from './deposit-draft.ts';

/** Seals what was typed for the strongroom's eyes only, and has it stored. Throws the `AppError` of a refusal. */
export async function storeDeposit(draft: DepositDraft, replaces: string | null): Promise<{ readonly version: number }> {
  const { key, publicKey } = await ask('envelope.key', {});
  const plaintext = utf8(JSON.stringify(plaintextOf(draft)));
  try {
    const sealed = toBase64url(await sealEnvelope(crypto.subtle, fromBase64url(publicKey), plaintext, 'deposit'));
    const { kind, compartment } = draft;
    return await ask('deposit.store', {
      kind,
      compartment,
      replaces,
      title: draft.title.trim(),
      system: draft.system.trim(),
      owner: draft.owner.trim(),
      envelope: { key, sealed },
      file: draft.file?.token ?? null,
    });
  } finally {
    plaintext.fill(0);
  }
}
