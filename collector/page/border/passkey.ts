/** The browser's part of a passkey: the only file of this page that asks for one. */
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { AppError } from '../../../shared/base/app-error.ts';
import { post } from './ask.ts';

/** Makes a passkey for who followed this link, and signs them in. Throws what the collector refuses, `key.cancelled`, `key.not_supported`. */
export async function join(code: string, name: string): Promise<void> {
  const optionsJSON = await post<PublicKeyCredentialCreationOptionsJSON>('/v1/join/begin', { code, name });
  const response = await touched(() => startRegistration({ optionsJSON }));
  await post('/v1/join/finish', { code, name, response });
}

/** As `join`, for a passkey that is registered. */
export async function signIn(): Promise<void> {
  const optionsJSON = await post<PublicKeyCredentialRequestOptionsJSON>('/v1/sign-in/begin', {});
  const response = await touched(() => startAuthentication({ optionsJSON }));
  await post('/v1/sign-in/finish', { response });
}

async function touched<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  if (typeof PublicKeyCredential === 'undefined') throw new AppError('key.not_supported', 'no WebAuthn here');
  try {
    return await ask();
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : '';
    throw new AppError(name === 'NotSupportedError' || name === 'SecurityError' ? 'key.not_supported' : 'key.cancelled', name, { cause });
  }
}
